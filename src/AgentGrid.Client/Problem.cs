namespace AgentGrid.Client;

/// <summary>A problem document as the server sends it.</summary>
internal sealed record Problem(string? Code, string? Detail, string? SessionId = null, string? TurnId = null);
