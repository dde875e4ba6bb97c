namespace AgentGrid.Sessions;

/// <summary>One durable event of a turn, as every watcher gets it.</summary>
/// <param name="Id">Counts up by one within the turn, from 1.</param>
/// <param name="Name">One of <see cref="TurnEventNames"/>.</param>
/// <param name="Data">The event's JSON, exactly as it was first sent.</param>
[GenerateSerializer, Immutable, Alias("turn-event")]
public sealed record TurnEvent(
    [property: Id(0)] long Id,
    [property: Id(1)] string Name,
    [property: Id(2)] string Data);
