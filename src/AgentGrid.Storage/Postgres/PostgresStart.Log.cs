using Microsoft.Extensions.Logging;

namespace AgentGrid.Storage.Postgres;

internal sealed partial class PostgresStart
{
    [LoggerMessage(Level = LogLevel.Warning, Message = "Waiting up to {Seconds} s before starting. {Obstacle}")]
    private partial void LogWaiting(string obstacle, double seconds);
}
