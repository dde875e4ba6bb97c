using AgentGrid.Knowledge;
using Microsoft.Extensions.Logging;

namespace AgentGrid.Grains.Knowledge;

internal sealed partial class KnowledgeFileGrain
{
    [LoggerMessage(Level = LogLevel.Information, Message = "File {FileId} goes on from {Stage}")]
    private static partial void LogResumed(ILogger logger, string fileId, FileStage stage);

    [LoggerMessage(Level = LogLevel.Debug, Message = "File {FileId} is ready with {Passages} passages")]
    private static partial void LogReady(ILogger logger, string fileId, int passages);

    [LoggerMessage(Level = LogLevel.Information, Message = "File {FileId} ended {Status}: {Code}")]
    private static partial void LogEnded(ILogger logger, string fileId, FileStatus status, string? code);

    [LoggerMessage(Level = LogLevel.Debug, Message = "Ingestion of file {FileId} was stopped")]
    private static partial void LogStopped(ILogger logger, Exception exception, string fileId);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Ingestion of file {FileId} stopped; it goes on later")]
    private static partial void LogInterrupted(ILogger logger, Exception exception, string fileId);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The store did not answer for file {FileId}; it is asked again")]
    private static partial void LogOutage(ILogger logger, Exception exception, string fileId);

    [LoggerMessage(Level = LogLevel.Warning, Message = "File {FileId} waits: {Code}; it goes on in {Seconds:F0} s")]
    private static partial void LogPutOff(ILogger logger, string fileId, string code, double seconds);

    [LoggerMessage(Level = LogLevel.Error, Message = "Ingestion of file {FileId} broke")]
    private static partial void LogBroken(ILogger logger, Exception exception, string fileId);

    [LoggerMessage(Level = LogLevel.Error, Message = "The search index did not take in file {FileId}")]
    private static partial void LogNotIndexed(ILogger logger, Exception exception, string fileId);

    [LoggerMessage(Level = LogLevel.Information, Message = "File {FileId} was deleted")]
    private static partial void LogDeleted(ILogger logger, string fileId);

    [LoggerMessage(Level = LogLevel.Debug, Message = "File {FileId} has vectors of {Space} for {Passages} passages")]
    private static partial void LogEpochBuilt(ILogger logger, string fileId, EmbeddingSpace space, int passages);
}
