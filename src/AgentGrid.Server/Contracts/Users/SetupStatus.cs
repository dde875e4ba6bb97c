namespace AgentGrid.Server.Contracts.Users;

/// <summary>Whether the first admin is still to be made.</summary>
internal sealed record SetupStatus(bool Needed);
