using Microsoft.Extensions.Logging;

namespace AgentGrid.Grains.Knowledge;

internal sealed partial class KnowledgeIndexGrain
{
    [LoggerMessage(LogLevel.Information, "Index of agent {AgentId} loaded: {Files} files, {Chunks} chunks in {Milliseconds:F0} ms.")]
    private static partial void LogLoaded(ILogger logger, string agentId, int files, int chunks, double milliseconds);

    [LoggerMessage(LogLevel.Error, "A search of agent {AgentId} failed.")]
    private static partial void LogNotSearched(ILogger logger, Exception exception, string agentId);
}
