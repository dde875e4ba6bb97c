using Microsoft.Extensions.Logging;

namespace AgentGrid.Storage.Postgres;

internal sealed partial class PostgresHoldKeeper
{
    [LoggerMessage(Level = LogLevel.Warning, Message = "The connection that keeps the database to this server is lost: {Reason}")]
    private partial void LogLost(string reason);

    [LoggerMessage(Level = LogLevel.Information, Message = "The database is kept to this server again")]
    private partial void LogRetaken();
}
