using System.Collections.Immutable;

namespace AgentGrid.Users;

/// <summary>An API key as listed: never its secret.</summary>
/// <param name="Hint">The first characters, so that people recognise it.</param>
[GenerateSerializer, Immutable, Alias("api-key")]
public sealed record ApiKey(
    [property: Id(0)] string Id,
    [property: Id(1)] string Name,
    [property: Id(2)] ImmutableArray<string> Scopes,
    [property: Id(3)] string Hint,
    [property: Id(4)] DateTimeOffset CreatedAt,
    [property: Id(5)] DateTimeOffset? ExpiresAt,
    [property: Id(6)] DateTimeOffset? LastUsedAt);
