namespace AgentGrid.Server.Contracts.Users;

/// <summary>A change of one's own account.</summary>
internal sealed record UpdateMeRequest(string Name);
