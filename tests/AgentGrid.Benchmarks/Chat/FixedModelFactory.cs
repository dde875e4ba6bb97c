using AgentGrid.Core.Llm;
using AgentGrid.Core.Llm.Providers;
using AgentGrid.Core.Llm.Routing;
using Microsoft.Extensions.AI;

namespace AgentGrid.Benchmarks.Chat;

/// <summary>Puts the fixed model where an OpenAI-compatible provider's adapter would be, so that the whole chain runs.</summary>
internal sealed class FixedModelFactory : IProviderFactory
{
    public IReadOnlyList<string> Types => [ProviderTypes.OpenAi, ProviderTypes.OpenAiCompatible];

    public IChatClient CreateChatClient(ProviderDefinition provider, HttpClient http) => new FixedModel();

    public IEmbeddingGenerator<string, Embedding<float>>? CreateEmbeddingGenerator(ProviderDefinition provider, HttpClient http) => null;

    public Task<IReadOnlyList<string>> ListModelsAsync(ProviderDefinition provider, HttpClient http, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<string>>([FixedModel.Quick, FixedModel.Paced]);
}
