using AgentGrid.Users;

namespace AgentGrid.Storage.Users;

/// <summary>API keys, stored as SHA-256 of the secret.</summary>
public interface IApiKeyStore
{
    /// <summary>
    /// Adds a key. The same id again gives back what is stored, under the new secret: whoever asks again never got the first.
    /// </summary>
    ValueTask<ApiKey> CreateAsync(string userId, ApiKey key, byte[] hash, CancellationToken cancellationToken = default);

    /// <summary>A user's keys, newest first.</summary>
    ValueTask<Outcome<Page<ApiKey>>> ListAsync(string userId, PageRequest page, CancellationToken cancellationToken = default);

    /// <summary>Ends a key at once. Fails with <c>key_not_found</c>, also for another user's key.</summary>
    ValueTask<Outcome<Done>> RevokeAsync(string userId, string keyId, CancellationToken cancellationToken = default);

    /// <summary>Whom a live key stands for, in one indexed query; null when unknown, expired or revoked.</summary>
    ValueTask<Credential?> FindAsync(byte[] hash, DateTimeOffset now, CancellationToken cancellationToken = default);

    /// <summary>Records a use; call it at most once a minute or so for each key.</summary>
    ValueTask TouchAsync(string keyId, DateTimeOffset now, CancellationToken cancellationToken = default);
}
