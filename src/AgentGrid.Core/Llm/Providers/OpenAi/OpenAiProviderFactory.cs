using AgentGrid.Core.Llm.Routing;
using Microsoft.Extensions.AI;

namespace AgentGrid.Core.Llm.Providers.OpenAi;

/// <summary>OpenAI, and every server that speaks its chat completions protocol.</summary>
internal sealed class OpenAiProviderFactory : IProviderFactory
{
    public IReadOnlyList<string> Types { get; } = [ProviderTypes.OpenAi, ProviderTypes.OpenAiCompatible];

    public IChatClient CreateChatClient(ProviderDefinition provider, HttpClient http) => new OpenAiChatClient(provider, http);

    public IEmbeddingGenerator<string, Embedding<float>> CreateEmbeddingGenerator(ProviderDefinition provider, HttpClient http) =>
        new OpenAiEmbeddingGenerator(provider, http);
}
