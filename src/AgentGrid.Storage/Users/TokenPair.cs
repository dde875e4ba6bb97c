namespace AgentGrid.Storage.Users;

/// <summary>An access token and the refresh token that renews it, as SHA-256 of the secrets.</summary>
public sealed record TokenPair(
    byte[] AccessHash,
    DateTimeOffset AccessExpiresAt,
    byte[] RefreshHash,
    DateTimeOffset RefreshExpiresAt);
