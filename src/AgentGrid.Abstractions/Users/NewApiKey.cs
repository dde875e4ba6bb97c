using System.Collections.Immutable;

namespace AgentGrid.Users;

/// <summary>What is needed to make an API key.</summary>
[GenerateSerializer, Immutable, Alias("new-api-key")]
public sealed record NewApiKey(
    [property: Id(0)] string Id,
    [property: Id(1)] string Name,
    [property: Id(2)] ImmutableArray<string> Scopes,
    [property: Id(3)] DateTimeOffset? ExpiresAt);
