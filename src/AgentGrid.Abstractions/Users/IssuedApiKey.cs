namespace AgentGrid.Users;

/// <summary>A new API key with its secret, shown this once.</summary>
[GenerateSerializer, Immutable, Alias("issued-api-key")]
public sealed record IssuedApiKey(
    [property: Id(0)] ApiKey Key,
    [property: Id(1)] string Secret);
