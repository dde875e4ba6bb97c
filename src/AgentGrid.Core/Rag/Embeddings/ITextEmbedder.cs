using AgentGrid.Core.Llm.Metering;

namespace AgentGrid.Core.Rag.Embeddings;

/// <summary>Turns texts into vectors that can be compared with each other and stored with the chunk.</summary>
public interface ITextEmbedder
{
    /// <summary>
    /// Name of the model with everything that changes its vectors, such as <c>builtin/ngram-v1</c>. Vectors of two names are
    /// never compared; a stored chunk whose model differs is embedded again.
    /// </summary>
    string Model { get; }

    /// <summary>Length of the vectors.</summary>
    int Dimensions { get; }

    /// <summary>Whether its vectors are also kept in the embedding cache, each under the key of its text.</summary>
    bool IsCached => false;

    /// <summary>The vectors of <paramref name="texts"/> in order, as <see cref="EmbeddingCodec"/> writes them.</summary>
    /// <param name="texts">Any number; an implementation cuts them into batches of its own.</param>
    /// <param name="purpose">Passages or a question.</param>
    /// <param name="cancellationToken">Stops between batches.</param>
    ValueTask<IReadOnlyList<byte[]>> EmbedAsync(
        IReadOnlyList<string> texts, EmbeddingPurpose purpose, CancellationToken cancellationToken = default);

    /// <summary>The same, on somebody's account. What computes in this process costs nothing and has no use for it.</summary>
    /// <param name="usage">Who the calls of a provider are for.</param>
    ValueTask<IReadOnlyList<byte[]>> EmbedAsync(
        IReadOnlyList<string> texts, EmbeddingPurpose purpose, UsageScope usage, CancellationToken cancellationToken = default) =>
        EmbedAsync(texts, purpose, cancellationToken);
}
