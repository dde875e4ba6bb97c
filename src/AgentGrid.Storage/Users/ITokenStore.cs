namespace AgentGrid.Storage.Users;

/// <summary>Access and refresh tokens, stored as hashes. A sign-in and all its renewals are one family.</summary>
public interface ITokenStore
{
    /// <summary>Begins a family.</summary>
    ValueTask IssueAsync(
        string familyId, string userId, TokenPair pair, DateTimeOffset now, CancellationToken cancellationToken = default);

    /// <summary>The user whom a refresh token was issued to, whatever its state; null when it is unknown.</summary>
    ValueTask<string?> FindRefreshOwnerAsync(byte[] refreshHash, CancellationToken cancellationToken = default);

    /// <summary>
    /// Swaps a refresh token for a new pair; the old access token of the family ends. A token that was swapped before revokes
    /// its whole family. Fails with <c>invalid_refresh_token</c>; succeeds with the user's id.
    /// </summary>
    ValueTask<Outcome<string>> RotateAsync(
        byte[] refreshHash, TokenPair next, DateTimeOffset now, CancellationToken cancellationToken = default);

    /// <summary>Whom a live access token stands for, in one indexed query; null when unknown, expired or revoked.</summary>
    ValueTask<Credential?> FindAccessAsync(byte[] accessHash, DateTimeOffset now, CancellationToken cancellationToken = default);

    /// <summary>Ends the family of an access token at once.</summary>
    ValueTask RevokeAsync(byte[] accessHash, CancellationToken cancellationToken = default);

    /// <summary>Ends all of a user's families at once, but that of <paramref name="exceptAccessHash"/>.</summary>
    ValueTask RevokeAllAsync(string userId, byte[]? exceptAccessHash = null, CancellationToken cancellationToken = default);

    /// <summary>Removes up to <paramref name="limit"/> tokens that expired before <paramref name="before"/>.</summary>
    /// <returns>How many were removed.</returns>
    ValueTask<int> PurgeAsync(DateTimeOffset before, int limit, CancellationToken cancellationToken = default);
}
