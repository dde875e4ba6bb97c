using System.Collections.Immutable;

namespace AgentGrid.Client;

/// <summary>A new API key.</summary>
/// <param name="Hint">Its first characters, by which lists show it.</param>
/// <param name="Key">The secret, shown this once.</param>
public sealed record CreatedApiKey(
    string Id, string Name, ImmutableArray<string> Scopes, string Hint, DateTimeOffset CreatedAt, DateTimeOffset? ExpiresAt, string Key);
