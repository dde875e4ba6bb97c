namespace AgentGrid.Sessions;

/// <summary>The answer to a message: it is durable, and this turn will answer it.</summary>
/// <param name="Model">The model that the agent asks for first.</param>
[GenerateSerializer, Immutable, Alias("turn-started")]
public sealed record TurnStarted(
    [property: Id(0)] string SessionId,
    [property: Id(1)] string TurnId,
    [property: Id(2)] int AgentVersion,
    [property: Id(3)] string Model);
