using AgentGrid.Agents;
using AgentGrid.Core.Agents;
using AgentGrid.Storage.Agents;

namespace AgentGrid.Grains.Agents;

/// <summary>Makes what callers see of a stored agent.</summary>
internal static class AgentViews
{
    public static Agent Of(StoredAgent agent, AgentVersion version, AgentAccess access) =>
        new(
            agent.Id,
            agent.Name,
            agent.Description,
            agent.OwnerId,
            agent.Active.Version,
            agent.LatestVersion,
            version.Version,
            version.Config,
            agent.CreatedAt,
            agent.UpdatedAt)
        {
            Access = access,
            Warnings = AgentWarnings.Of(version.Config),
        };
}
