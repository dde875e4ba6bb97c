namespace AgentGrid.Storage.Sessions;

/// <summary>A turn and the session it belongs to.</summary>
public sealed record TurnKey(string SessionId, string TurnId);
