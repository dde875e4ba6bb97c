using AgentGrid.Agents;

namespace AgentGrid.Storage.Agents;

/// <summary>An agent to add, with its version 1.</summary>
public sealed record NewAgent(
    string Id,
    string Name,
    string? Description,
    string OwnerId,
    AgentConfig Config,
    DateTimeOffset CreatedAt);
