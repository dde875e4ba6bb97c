using AgentGrid.Core.Llm.Embeddings;

namespace AgentGrid.Storage.Knowledge;

/// <summary>The providers' vectors in the store, so that a restart or a second upload buys none again; and their removal.</summary>
public interface IEmbeddingCacheStore : IEmbeddingCache
{
    /// <summary>Removes up to <paramref name="limit"/> vectors stored before a time.</summary>
    /// <returns>How many were removed.</returns>
    ValueTask<int> PurgeAsync(DateTimeOffset before, int limit, CancellationToken cancellationToken = default);

    /// <summary>Removes up to <paramref name="limit"/> vectors stored before a time that no chunk has, such as those of questions.</summary>
    /// <returns>How many were removed.</returns>
    ValueTask<int> PurgeUnusedAsync(DateTimeOffset before, int limit, CancellationToken cancellationToken = default);
}
