namespace AgentGrid.Server.Contracts.Users;

/// <summary>A renewal.</summary>
/// <param name="RefreshToken">The newest refresh token; when absent, that of the cookie.</param>
internal sealed record RefreshRequest(string? RefreshToken = null);
