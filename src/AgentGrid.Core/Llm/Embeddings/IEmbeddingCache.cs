namespace AgentGrid.Core.Llm.Embeddings;

/// <summary>Keeps vectors by model and content, so that the same text is paid for once. Thread-safe.</summary>
public interface IEmbeddingCache
{
    /// <summary>The vector of a text whose hash is <paramref name="contentHash"/>, or null.</summary>
    ValueTask<ReadOnlyMemory<float>?> FindAsync(string model, string contentHash, CancellationToken cancellationToken);

    ValueTask StoreAsync(string model, string contentHash, ReadOnlyMemory<float> vector, CancellationToken cancellationToken);
}
