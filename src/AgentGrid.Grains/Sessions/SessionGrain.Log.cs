using AgentGrid.Storage.Sessions;
using Microsoft.Extensions.Logging;

namespace AgentGrid.Grains.Sessions;

internal sealed partial class SessionGrain
{
    [LoggerMessage(Level = LogLevel.Debug, Message = "Session {SessionId} accepted turn {TurnId}: {Status}")]
    private static partial void LogAccepted(ILogger logger, string sessionId, string turnId, TurnStatus status);

    [LoggerMessage(Level = LogLevel.Information, Message = "Session {SessionId} closes turn {TurnId}, which was left open")]
    private static partial void LogRecovered(ILogger logger, string sessionId, string turnId);

    [LoggerMessage(Level = LogLevel.Error, Message = "Turn {TurnId} of session {SessionId} broke; what was shown is kept")]
    private static partial void LogTurnBroken(ILogger logger, Exception exception, string sessionId, string turnId);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Session {SessionId} could not go on; it is tried again")]
    private static partial void LogNotGoneOn(ILogger logger, Exception exception, string sessionId);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The title of session {SessionId} could not be stored")]
    private static partial void LogUntitled(ILogger logger, Exception exception, string sessionId);

    [LoggerMessage(Level = LogLevel.Information, Message = "Session {SessionId} was deleted")]
    private static partial void LogDeleted(ILogger logger, string sessionId);
}
