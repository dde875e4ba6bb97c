using AgentGrid.Agents;

namespace AgentGrid.Storage.Agents;

/// <summary>A row of <c>agents</c> with the version that is active.</summary>
/// <param name="Revision">Counts up with every update; an update carries the one it was based on.</param>
/// <param name="DeletedAt">When its deletion began; null while it lives.</param>
public sealed record StoredAgent(
    string Id,
    string Name,
    string? Description,
    string OwnerId,
    AgentVersion Active,
    int LatestVersion,
    long Revision,
    DateTimeOffset CreatedAt,
    DateTimeOffset UpdatedAt,
    DateTimeOffset? DeletedAt = null);
