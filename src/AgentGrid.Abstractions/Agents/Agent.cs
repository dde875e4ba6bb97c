using System.Collections.Immutable;

namespace AgentGrid.Agents;

/// <summary>An agent with one of its configurations.</summary>
/// <param name="ActiveVersion">The version new sessions begin with.</param>
/// <param name="LatestVersion">The newest version, and the value <c>If-Match</c> takes.</param>
/// <param name="Version">The version that <paramref name="Config"/> is of.</param>
[GenerateSerializer, Immutable, Alias("agent")]
public sealed record Agent(
    [property: Id(0)] string Id,
    [property: Id(1)] string Name,
    [property: Id(2)] string? Description,
    [property: Id(3)] string OwnerId,
    [property: Id(4)] int ActiveVersion,
    [property: Id(5)] int LatestVersion,
    [property: Id(6)] int Version,
    [property: Id(7)] AgentConfig Config,
    [property: Id(8)] DateTimeOffset CreatedAt,
    [property: Id(9)] DateTimeOffset UpdatedAt)
{
    /// <summary>What the caller may do with it.</summary>
    [Id(10)]
    public AgentAccess Access { get; init; } = AgentAccess.Owner;

    /// <summary>Settings that have no effect on this server, and why.</summary>
    [Id(11)]
    public ImmutableArray<string> Warnings { get; init; } = [];
}
