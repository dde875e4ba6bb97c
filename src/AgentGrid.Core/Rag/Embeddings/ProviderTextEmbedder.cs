using AgentGrid.Core.Llm;
using AgentGrid.Core.Llm.Embeddings;
using AgentGrid.Core.Llm.Metering;
using AgentGrid.Core.Llm.Resilience;
using Microsoft.Extensions.AI;

namespace AgentGrid.Core.Rag.Embeddings;

/// <summary>Embeds through a provider, in batches.</summary>
/// <param name="generator">The provider's generator, which retries, checks, caches and meters.</param>
/// <param name="model">Name as <c>provider/model</c>.</param>
/// <param name="dimensions">Length of the model's vectors.</param>
/// <param name="longestQuestion">After how long a question is given up; somebody waits for its answer.</param>
/// <param name="clock">Measures that.</param>
public sealed class ProviderTextEmbedder(
    IEmbeddingGenerator<string, Embedding<float>> generator, string model, int dimensions, TimeSpan longestQuestion, TimeProvider clock)
    : ITextEmbedder
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
    /// <exception cref="LlmException">The provider failed, or gave vectors that cannot be used.</exception>
    public ValueTask<IReadOnlyList<byte[]>> EmbedAsync(
        IReadOnlyList<string> texts, EmbeddingPurpose purpose, CancellationToken cancellationToken = default) =>
        EmbedAsync(texts, purpose, UsageScope.None, cancellationToken);

    /// <inheritdoc/>
    /// <exception cref="LlmException">
    /// The provider failed, gave vectors that cannot be used, or took longer than <paramref name="purpose"/> has time.
    /// </exception>
    public async ValueTask<IReadOnlyList<byte[]>> EmbedAsync(
        IReadOnlyList<string> texts, EmbeddingPurpose purpose, UsageScope usage, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(texts);
        return purpose != EmbeddingPurpose.Query
            ? await InBatchesAsync(texts, purpose, usage, cancellationToken)
            : await TimeLimit.RunAsync(
                longestQuestion, clock, token => InBatchesAsync(texts, purpose, usage, token), e => throw TooLate(e), cancellationToken);
    }

    private LlmException TooLate(OperationCanceledException inner) => new(
        LlmErrorCodes.Timeout,
        $"{model} gave no vector within {longestQuestion.TotalSeconds:0.#} s ({EmbeddingOptions.Section}:QuestionSeconds).",
        retryable: true,
        inner: inner);

    private async Task<IReadOnlyList<byte[]>> InBatchesAsync(
        IReadOnlyList<string> texts, EmbeddingPurpose purpose, UsageScope usage, CancellationToken cancellationToken)
    {
        var request = new ModelRequest { Usage = usage };
        var vectors = new List<byte[]>(texts.Count);
        foreach (var batch in texts.Chunk(BatchSize))
        {
            var options = request.ApplyTo(new EmbeddingGenerationOptions { ModelId = model }).For(purpose, dimensions);
            foreach (var embedding in await generator.GenerateAsync(batch, options, cancellationToken))
            {
                vectors.Add(EmbeddingCodec.FromDense(embedding.Vector.Span));
            }
        }

        return vectors.Count == texts.Count
            ? vectors
            : throw new LlmException(LlmErrorCodes.ProviderError, $"{model} gave {vectors.Count} vectors for {texts.Count} texts.");
    }
}
