using AgentGrid.Agents;

namespace AgentGrid.Server.Contracts.Agents;

/// <summary>A new version of an agent.</summary>
/// <param name="Name">Absent keeps the name.</param>
/// <param name="Description">Absent keeps the description.</param>
/// <param name="Note">Why, for the history.</param>
internal sealed record UpdateAgentRequest(AgentConfig Config, string? Name = null, string? Description = null, string? Note = null);
