namespace AgentGrid.Agents;

/// <summary>An agent as a list shows it.</summary>
[GenerateSerializer, Immutable, Alias("agent-summary")]
public sealed record AgentSummary(
    [property: Id(0)] string Id,
    [property: Id(1)] string Name,
    [property: Id(2)] string? Description,
    [property: Id(3)] string OwnerId,
    [property: Id(4)] int ActiveVersion,
    [property: Id(5)] int LatestVersion,
    [property: Id(6)] AgentAccess Access,
    [property: Id(7)] DateTimeOffset CreatedAt,
    [property: Id(8)] DateTimeOffset UpdatedAt);
