using Microsoft.Extensions.Logging;

namespace AgentGrid.Grains.Maintenance;

internal sealed partial class RecoveryGrain
{
    [LoggerMessage(Level = LogLevel.Warning, Message = "The recovery sweep stopped because the store is not available")]
    private static partial void LogSweepStopped(ILogger logger, Exception exception);
}
