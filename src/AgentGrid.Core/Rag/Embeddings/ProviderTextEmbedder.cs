using AgentGrid.Core.Llm;
using AgentGrid.Core.Llm.Embeddings;
using AgentGrid.Core.Llm.Metering;
using Microsoft.Extensions.AI;

namespace AgentGrid.Core.Rag.Embeddings;

/// <summary>Embeds through a provider, in batches.</summary>
/// <param name="generator">The provider's generator, which retries, caches and meters.</param>
/// <param name="model">Name as <c>provider/model</c>.</param>
/// <param name="dimensions">Length of the model's vectors.</param>
public sealed class ProviderTextEmbedder(
    IEmbeddingGenerator<string, Embedding<float>> generator, string model, int dimensions) : ITextEmbedder
{
    // What every provider takes in one call.
    private const int BatchSize = 96;

    /// <inheritdoc/>
    public string Model => model;

    /// <inheritdoc/>
    public int Dimensions => dimensions;

    /// <inheritdoc/>
    public bool IsCached => true;

    /// <inheritdoc/>
    /// <exception cref="LlmException">The provider failed, or gave vectors of another length.</exception>
    public ValueTask<IReadOnlyList<byte[]>> EmbedAsync(
        IReadOnlyList<string> texts, EmbeddingPurpose purpose, CancellationToken cancellationToken = default) =>
        EmbedAsync(texts, purpose, UsageScope.None, cancellationToken);

    /// <inheritdoc/>
    /// <exception cref="LlmException">The provider failed, or gave vectors of another length.</exception>
    public async ValueTask<IReadOnlyList<byte[]>> EmbedAsync(
        IReadOnlyList<string> texts, EmbeddingPurpose purpose, UsageScope usage, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(texts);
        var request = new ModelRequest { Usage = usage };
        var vectors = new List<byte[]>(texts.Count);
        foreach (var batch in texts.Chunk(BatchSize))
        {
            var options = request.ApplyTo(new EmbeddingGenerationOptions { ModelId = model }).For(purpose);
            foreach (var embedding in await generator.GenerateAsync(batch, options, cancellationToken))
            {
                vectors.Add(embedding.Vector.Length == dimensions
                    ? EmbeddingCodec.FromDense(embedding.Vector.Span)
                    : throw new LlmException(
                        LlmErrorCodes.UnknownModel,
                        $"{model} gave {embedding.Vector.Length} numbers where {EmbeddingOptions.Section}:Dimensions says {dimensions}."));
            }
        }

        return vectors.Count == texts.Count
            ? vectors
            : throw new LlmException(LlmErrorCodes.ProviderError, $"{model} gave {vectors.Count} vectors for {texts.Count} texts.");
    }
}
