using AgentGrid.Users;

namespace AgentGrid.Server.Contracts.Users;

/// <summary>What an admin changes of an account; what is absent stays.</summary>
internal sealed record UpdateUserRequest(UserRole? Role = null, bool? Suspended = null);
