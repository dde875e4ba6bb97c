namespace AgentGrid.Sessions;

/// <summary>A message that is accepted and waits.</summary>
/// <param name="TurnId">The turn that will answer it; it can be watched and cancelled.</param>
[GenerateSerializer, Immutable, Alias("queued-turn")]
public sealed record QueuedTurn(
    [property: Id(0)] string TurnId,
    [property: Id(1)] string Message,
    [property: Id(2)] DateTimeOffset CreatedAt);
