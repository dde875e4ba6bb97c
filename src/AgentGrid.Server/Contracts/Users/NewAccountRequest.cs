namespace AgentGrid.Server.Contracts.Users;

/// <summary>An account to make.</summary>
/// <param name="Email">Unique without regard to case.</param>
/// <param name="Password">8 to 256 characters.</param>
/// <param name="Name">What others see, 1 to 100 characters.</param>
internal sealed record NewAccountRequest(string Email, string Password, string Name);
