using AgentGrid.Core.Llm.Routing;
using Microsoft.Extensions.AI;

namespace AgentGrid.Core.Llm.Providers.Gemini;

/// <summary>Google's Gemini API, spoken directly.</summary>
internal sealed class GeminiProviderFactory : IProviderFactory
{
    public IReadOnlyList<string> Types { get; } = [ProviderTypes.Gemini];

    public IChatClient CreateChatClient(ProviderDefinition provider, HttpClient http) =>
        new GeminiChatClient(new GeminiHttp(provider, http));

    public IEmbeddingGenerator<string, Embedding<float>> CreateEmbeddingGenerator(ProviderDefinition provider, HttpClient http) =>
        new GeminiEmbeddingGenerator(new GeminiHttp(provider, http));
}
