using Microsoft.Extensions.Logging;

namespace AgentGrid.Grains.Knowledge;

internal sealed partial class IngestionWorkerGrain
{
    [LoggerMessage(Level = LogLevel.Information, Message = "File {FileId} gives no text: {Code}")]
    private static partial void LogRefused(ILogger logger, string fileId, string code);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Passages could not be embedded: {Code}")]
    private static partial void LogEmbeddingFailed(ILogger logger, Exception exception, string code);
}
