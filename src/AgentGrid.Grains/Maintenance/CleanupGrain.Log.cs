using AgentGrid.Maintenance;
using Microsoft.Extensions.Logging;

namespace AgentGrid.Grains.Maintenance;

internal sealed partial class CleanupGrain
{
    [LoggerMessage(Level = LogLevel.Information, Message = "Cleaned up: {Report}")]
    private static partial void LogCleanedUp(ILogger logger, CleanupReport report);
}
