using Microsoft.Extensions.Logging;

namespace AgentGrid.Core.Sessions;

internal sealed partial class TurnRun
{
    [LoggerMessage(EventId = 3201, Level = LogLevel.Error, Message = "Turn {TurnId} was stopped by an error that nobody foresaw")]
    private static partial void LogUnforeseen(ILogger logger, Exception exception, string turnId);
}
