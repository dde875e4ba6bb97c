using AgentGrid.Core.Llm.Routing;
using Microsoft.Extensions.AI;

namespace AgentGrid.Core.Llm.Embeddings;

/// <summary>
/// Sends texts to the provider of <see cref="EmbeddingGenerationOptions.ModelId"/> (<c>provider/model</c>). There is no
/// fallback: vectors of two models cannot be compared.
/// </summary>
internal sealed class EmbeddingRouter(IProviderRegistry registry, ProviderRuntimes runtimes)
    : IEmbeddingGenerator<string, Embedding<float>>
{
    public Task<GeneratedEmbeddings<Embedding<float>>> GenerateAsync(
        IEnumerable<string> values, EmbeddingGenerationOptions? options = null, CancellationToken cancellationToken = default)
    {
        var (name, provider) = Resolve(options?.ModelId);
        var embedder = runtimes.For(provider).Embeddings
            ?? throw new LlmException(LlmErrorCodes.UnknownModel, $"The provider '{provider.Name}' does not embed.");
        var routed = options?.Clone() ?? new EmbeddingGenerationOptions();
        routed.ModelId = name.Model;
        return embedder.GenerateAsync(values, routed, cancellationToken);
    }

    public object? GetService(Type serviceType, object? serviceKey = null) =>
        serviceKey is null && serviceType.IsInstanceOfType(this) ? this : null;

    public void Dispose()
    {
    }

    private (ModelName Name, ProviderDefinition Provider) Resolve(string? text)
    {
        var catalog = registry.Current;
        if (ModelName.Parse(text) is not { } name
            || catalog.Find(name.Provider) is not { } provider
            || (provider.EmbeddingModels.Count > 0 && !provider.EmbeddingModels.Contains(name.Model, StringComparer.Ordinal)))
        {
            var known = catalog.Providers.Where(p => p.Usable).SelectMany(p => p.EmbeddingModels.Select(model => $"{p.Name}/{model}"));
            throw new LlmException(
                LlmErrorCodes.UnknownModel, $"There is no embedding model '{text}'. Listed here: {string.Join(", ", known)}.");
        }

        return provider.Usable
            ? (name, provider)
            : throw new LlmException(LlmErrorCodes.NoProvider, $"The provider '{provider.Name}' is not ready; it has no key or is switched off.");
    }
}
