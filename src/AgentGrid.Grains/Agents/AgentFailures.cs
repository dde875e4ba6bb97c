using AgentGrid.Agents;

namespace AgentGrid.Grains.Agents;

/// <summary>The failures of an agent, in one wording.</summary>
internal static class AgentFailures
{
    public static Failure NotFound(string agentId) =>
        Failure.NotFound(FailureCodes.AgentNotFound, $"There is no agent '{agentId}', or it is not shared with you.");

    public static Failure Forbidden(AgentAccess has, AgentAccess needed) => Failure.Forbidden(
        FailureCodes.Forbidden,
        $"You are {Name(has)} of this agent; this needs {Name(needed)} access. Ask its owner.");

    public static Failure VersionNotFound(int version, int latest) => Failure.NotFound(
        FailureCodes.VersionNotFound, $"There is no version {version}; the versions are 1 to {latest}.");

    private static string Name(AgentAccess access) => access switch
    {
        AgentAccess.Viewer => "viewer",
        AgentAccess.Editor => "editor",
        AgentAccess.Owner => "owner",
        _ => "no member",
    };
}
