namespace AgentGrid.Server.Contracts.Users;

/// <summary>A sign-in.</summary>
internal sealed record LoginRequest(string Email, string Password);
