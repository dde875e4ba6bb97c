namespace AgentGrid.Server.Contracts.Users;

/// <summary>A change of password. Every other sign-in of the account ends.</summary>
internal sealed record ChangePasswordRequest(string CurrentPassword, string NewPassword);
