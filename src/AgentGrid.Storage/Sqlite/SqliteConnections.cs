using System.Globalization;
using Microsoft.Data.Sqlite;

namespace AgentGrid.Storage.Sqlite;

/// <summary>Opens connections to one file, with the settings that writer and readers share.</summary>
internal sealed class SqliteConnections(string path, SqliteOptions options)
{
    public string Path => path;

    public SqliteSession OpenWriter() => Open(
        "PRAGMA journal_mode=WAL; PRAGMA cache_size=-8192; PRAGMA wal_autocheckpoint=2000; PRAGMA journal_size_limit=67108864;",
        SqliteOpenMode.ReadWriteCreate);

    public SqliteSession OpenReader() => Open("PRAGMA query_only=ON;", SqliteOpenMode.ReadWrite);

    private SqliteSession Open(string pragmas, SqliteOpenMode mode)
    {
        // Pooling off: writer and readers keep their connections themselves, and the file is free once they close.
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder
        {
            DataSource = path,
            Mode = mode,
            Pooling = false,
            DefaultTimeout = Math.Max(1, (int)options.BusyTimeout.TotalSeconds),
        }.ToString());
        try
        {
            connection.Open();
            var busy = ((long)options.BusyTimeout.TotalMilliseconds).ToString(CultureInfo.InvariantCulture);
            var synchronous = options.Synchronous == SqliteSynchronous.Full ? "FULL" : "NORMAL";
            using (var command = connection.CreateCommand())
            {
                command.CommandText =
                    $"PRAGMA busy_timeout={busy}; PRAGMA synchronous={synchronous}; PRAGMA temp_store=MEMORY; {pragmas}";
                command.ExecuteNonQuery();
            }

            connection.CreateAggregate("decimal_sum", (decimal?)null, static (decimal? sum, decimal? value) =>
                value is null ? sum : (sum ?? 0m) + value, isDeterministic: true);
            return new SqliteSession(connection);
        }
        catch (Exception exception)
        {
            connection.Dispose();
            if (exception is SqliteException)
            {
                throw SqliteErrors.Translate(exception);
            }

            throw;
        }
    }
}
