using System.Collections.Immutable;

namespace AgentGrid.Sessions;

/// <summary>A chat session.</summary>
/// <param name="AgentVersion">The version it is pinned to.</param>
/// <param name="ActiveTurnId">The turn that runs now, or null.</param>
[GenerateSerializer, Immutable, Alias("session")]
public sealed record Session(
    [property: Id(0)] string Id,
    [property: Id(1)] string AgentId,
    [property: Id(2)] int AgentVersion,
    [property: Id(3)] string UserId,
    [property: Id(4)] string Title,
    [property: Id(5)] long MessageCount,
    [property: Id(6)] string? ActiveTurnId,
    [property: Id(7)] DateTimeOffset CreatedAt,
    [property: Id(8)] DateTimeOffset UpdatedAt)
{
    /// <summary>The messages that wait until those before them are answered, in order; null in lists of sessions.</summary>
    [Id(9)]
    public ImmutableArray<QueuedTurn>? QueuedTurns { get; init; }
}
