using Microsoft.Extensions.Logging;
using Orleans.Runtime;

namespace Orleans.Embedded.Reminders;

internal sealed partial class ReminderService
{
    [LoggerMessage(Level = LogLevel.Warning, Message = "Reminders could not be read or moved on; trying again in {RetryAfter}")]
    private static partial void LogLookFailed(ILogger log, Exception error, TimeSpan retryAfter);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Reminder {Name} of grain {GrainId} failed; it comes again after its period")]
    private static partial void LogFailed(ILogger log, Exception error, GrainId grainId, string name);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Reminder {Name} is for grain {GrainId}, of which the program has no class")]
    private static partial void LogNoClass(ILogger log, GrainId grainId, string name);
}
