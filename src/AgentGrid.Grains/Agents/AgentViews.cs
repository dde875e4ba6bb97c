using System.Collections.Immutable;
using AgentGrid.Agents;
using AgentGrid.Storage.Agents;

namespace AgentGrid.Grains.Agents;

/// <summary>Makes what callers see of a stored agent.</summary>
internal static class AgentViews
{
    /// <param name="warnings">Those of the version.</param>
    public static Agent Of(StoredAgent agent, AgentVersion version, AgentAccess access, ImmutableArray<string> warnings) =>
        new(
            agent.Id,
            agent.Name,
            agent.Description,
            agent.OwnerId,
            agent.Active.Number,
            agent.LatestVersion,
            version.Number,
            version.Config,
            agent.CreatedAt,
            agent.UpdatedAt)
        {
            Access = access,
            Warnings = warnings,
        };
}
