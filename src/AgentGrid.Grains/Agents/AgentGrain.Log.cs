using Microsoft.Extensions.Logging;

namespace AgentGrid.Grains.Agents;

internal sealed partial class AgentGrain
{
    [LoggerMessage(Level = LogLevel.Information, Message = "Agent {AgentId} was made by {UserId}")]
    private static partial void LogCreated(ILogger logger, string agentId, string userId);

    [LoggerMessage(Level = LogLevel.Information, Message = "Agent {AgentId} got version {Version} from {UserId}")]
    private static partial void LogVersionAdded(ILogger logger, string agentId, int version, string userId);

    [LoggerMessage(Level = LogLevel.Information, Message = "Version {Version} of agent {AgentId} was activated by {UserId}")]
    private static partial void LogActivated(ILogger logger, string agentId, int version, string userId);

    [LoggerMessage(Level = LogLevel.Information, Message = "Agent {AgentId} was deleted by {UserId}; its rows are being removed")]
    private static partial void LogDeleted(ILogger logger, string agentId, string userId);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Removing agent {AgentId} stopped; it will be resumed")]
    private static partial void LogRemovalFailed(ILogger logger, Exception exception, string agentId);
}
