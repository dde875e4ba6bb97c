namespace AgentGrid.Core.Llm.Embeddings;

/// <summary>Keeps vectors by model and content, so that the same text is paid for once. Thread-safe.</summary>
public interface IEmbeddingCache
{
    /// <summary>The vectors that are known, by the hash of their text.</summary>
    ValueTask<IReadOnlyDictionary<string, ReadOnlyMemory<float>>> FindAsync(
        string model, IReadOnlyList<string> contentHashes, CancellationToken cancellationToken);

    /// <summary>Keeps vectors by the hash of their text.</summary>
    /// <param name="fileId">The knowledge file that they were made for; null for questions.</param>
    ValueTask StoreAsync(
        string model, IReadOnlyDictionary<string, ReadOnlyMemory<float>> vectors, string? fileId, CancellationToken cancellationToken);
}
