using AgentGrid.Core.Llm.Routing;
using Microsoft.Extensions.AI;

namespace AgentGrid.Core.Llm.Providers.Anthropic;

/// <summary>Anthropic's Messages API. It does not embed.</summary>
internal sealed class AnthropicProviderFactory : IProviderFactory
{
    public IReadOnlyList<string> Types { get; } = [ProviderTypes.Anthropic];

    public IChatClient CreateChatClient(ProviderDefinition provider, HttpClient http) => new AnthropicChatClient(provider, http);

    public IEmbeddingGenerator<string, Embedding<float>>? CreateEmbeddingGenerator(ProviderDefinition provider, HttpClient http) => null;
}
