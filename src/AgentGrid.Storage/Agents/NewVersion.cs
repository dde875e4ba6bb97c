using AgentGrid.Agents;

namespace AgentGrid.Storage.Agents;

/// <summary>A version to add to an agent.</summary>
/// <param name="Revision">The agent's revision that it is based on.</param>
/// <param name="Activate">Whether it becomes the active version.</param>
public sealed record NewVersion(
    string AgentId,
    long Revision,
    string Name,
    string? Description,
    AgentConfig Config,
    string? Note,
    string Author,
    bool Activate,
    DateTimeOffset CreatedAt);
