namespace AgentGrid.Storage.Knowledge;

/// <summary>Vectors by model and hash of the text, so that nothing is embedded twice.</summary>
public interface IEmbeddingCache
{
    /// <returns>The vectors that are known, by content hash.</returns>
    ValueTask<IReadOnlyDictionary<string, byte[]>> FindAsync(
        string model, IReadOnlyList<string> contentHashes, CancellationToken cancellationToken = default);

    /// <summary>Stores vectors; those already known stay as they are.</summary>
    ValueTask AddAsync(
        string model, IReadOnlyDictionary<string, byte[]> vectors, DateTimeOffset now, CancellationToken cancellationToken = default);

    /// <summary>Removes up to <paramref name="limit"/> vectors stored before a time.</summary>
    /// <returns>How many were removed.</returns>
    ValueTask<int> PurgeAsync(DateTimeOffset before, int limit, CancellationToken cancellationToken = default);
}
