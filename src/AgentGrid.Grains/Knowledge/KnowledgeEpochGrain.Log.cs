using AgentGrid.Knowledge;
using Microsoft.Extensions.Logging;

namespace AgentGrid.Grains.Knowledge;

internal sealed partial class KnowledgeEpochGrain
{
    [LoggerMessage(LogLevel.Information, "The files of agent {AgentId} change from {Serving} to {Target}.")]
    private static partial void LogBegins(ILogger logger, string agentId, EmbeddingSpace serving, EmbeddingSpace target);

    [LoggerMessage(LogLevel.Information, "The files of agent {AgentId} are searched by {Target} now.")]
    private static partial void LogDone(ILogger logger, string agentId, EmbeddingSpace target);

    [LoggerMessage(LogLevel.Warning, "The files of agent {AgentId} keep their vectors for now: {Code}; another try follows in {Seconds:F0} s or later.")]
    private static partial void LogFailed(ILogger logger, string agentId, string code, double seconds);

    [LoggerMessage(LogLevel.Warning, "The change of the vectors of agent {AgentId} stopped; it goes on later.")]
    private static partial void LogInterrupted(ILogger logger, Exception exception, string agentId);

    [LoggerMessage(LogLevel.Error, "The change of the vectors of agent {AgentId} broke.")]
    private static partial void LogBroken(ILogger logger, Exception exception, string agentId);
}
