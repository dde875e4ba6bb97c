namespace AgentGrid.Server.Problems;

internal sealed partial class ProblemExceptionHandler
{
    [LoggerMessage(Level = LogLevel.Error, Message = "{Method} {Path} failed ({TraceId})")]
    private static partial void LogUnexpected(ILogger logger, Exception exception, string method, string path, string traceId);

    [LoggerMessage(Level = LogLevel.Error, Message = "The store is unavailable; callers get 503")]
    private static partial void LogStorageUnavailable(ILogger logger, Exception exception);

    [LoggerMessage(Level = LogLevel.Warning, Message = "A call inside the server got no answer in time; its caller gets 503")]
    private static partial void LogTimeout(ILogger logger, Exception exception);
}
