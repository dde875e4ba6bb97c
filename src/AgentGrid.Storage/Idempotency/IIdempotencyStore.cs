namespace AgentGrid.Storage.Idempotency;

/// <summary>Requests that were made with an <c>Idempotency-Key</c>.</summary>
public interface IIdempotencyStore
{
    /// <summary>
    /// Claims a key within a scope (user and route). A claim that is still pending but began before
    /// <paramref name="staleBefore"/> is taken over: its process died.
    /// </summary>
    ValueTask<IdempotencyClaim> ClaimAsync(
        string scope, string key, string bodyHash, DateTimeOffset now, DateTimeOffset staleBefore,
        CancellationToken cancellationToken = default);

    /// <summary>Keeps the response of a claimed key.</summary>
    ValueTask CompleteAsync(string scope, string key, string response, CancellationToken cancellationToken = default);

    /// <summary>Gives a claimed key back: the work failed without effect, so it may be tried again.</summary>
    ValueTask AbandonAsync(string scope, string key, CancellationToken cancellationToken = default);

    /// <summary>Removes up to <paramref name="limit"/> keys claimed before a time.</summary>
    /// <returns>How many were removed.</returns>
    ValueTask<int> PurgeAsync(DateTimeOffset before, int limit, CancellationToken cancellationToken = default);
}
