namespace AgentGrid.Server.Contracts.Chat;

/// <summary>A change of a session.</summary>
internal sealed record RenameSessionRequest(string Title);
