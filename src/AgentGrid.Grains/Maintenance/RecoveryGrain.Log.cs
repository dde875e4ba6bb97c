using Microsoft.Extensions.Logging;

namespace AgentGrid.Grains.Maintenance;

internal sealed partial class RecoveryGrain
{
    [LoggerMessage(Level = LogLevel.Warning, Message = "The recovery sweep could not see what is left open, because the store is not available")]
    private static partial void LogNotListed(ILogger logger, Exception exception);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The recovery sweep could not have {Id} finished what is left open; the next one tries again")]
    private static partial void LogNotFinished(ILogger logger, Exception exception, string id);
}
