using System.Collections.Immutable;

namespace AgentGrid.Server.Contracts.Users;

/// <summary>An API key to make.</summary>
/// <param name="Scopes">Any of chat, agents:read, agents:write, files, analytics, admin.</param>
/// <param name="ExpiresAt">Default: never.</param>
internal sealed record CreateKeyRequest(string Name, ImmutableArray<string> Scopes, DateTimeOffset? ExpiresAt = null);
