namespace AgentGrid.Sessions.Events;

/// <summary>Data of <c>turn.started</c>.</summary>
public sealed record TurnStartedData(string SessionId, string TurnId, int AgentVersion, string Model);
