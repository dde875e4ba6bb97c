using AgentGrid.Agents;

namespace AgentGrid.Server.Contracts.Agents;

/// <summary>An agent to make.</summary>
internal sealed record CreateAgentRequest(string Name, AgentConfig Config, string? Description = null);
