using System.Collections.Immutable;
using AgentGrid.Users;

namespace AgentGrid.Storage.Users;

/// <summary>Whom a presented token or key stands for.</summary>
/// <param name="Scopes">What it may be used for; an access token has all.</param>
/// <param name="KeyId">The API key, or null for an access token.</param>
public sealed record Credential(
    string UserId,
    UserRole Role,
    bool Suspended,
    ImmutableArray<string> Scopes,
    string? KeyId,
    DateTimeOffset? ExpiresAt);
