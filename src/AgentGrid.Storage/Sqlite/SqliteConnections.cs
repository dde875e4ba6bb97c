using System.Globalization;
using Microsoft.Data.Sqlite;

namespace AgentGrid.Storage.Sqlite;

/// <summary>Opens connections to one file, with the settings that writer and readers share.</summary>
internal sealed class SqliteConnections(string path, SqliteOptions options)
{
    // For a new file only; one that exists keeps its own. A passage with its vector takes 2 to 4 KB: of the usual pages of 4 KB it
    // leaves up to half empty, and every page is written twice.
    private const string PageSize = "page_size = 8192";

    static SqliteConnections()
    {
        // Nobody reads SQLite's memory statistics, and keeping them takes a lock shared by all connections at every allocation.
        SQLitePCL.Batteries_V2.Init();
        _ = SQLitePCL.raw.sqlite3_config(SQLitePCL.raw.SQLITE_CONFIG_MEMSTATUS, 0);
    }

    public string Path => path;

    public SqliteSession OpenWriter() => Open(
        SqliteOpenMode.ReadWriteCreate,
        PageSize,
        "journal_mode = WAL",
        "cache_size = -8192",
        // SqliteCheckpointer does it.
        "wal_autocheckpoint = 0",
        "journal_size_limit = 67108864");

    public SqliteSession OpenCheckpointer() => Open(SqliteOpenMode.ReadWrite);

    public SqliteSession OpenReader() => Open(SqliteOpenMode.ReadWrite, "query_only = ON");

    private SqliteSession Open(SqliteOpenMode mode, params ReadOnlySpan<string> pragmas)
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
            var busy = (long)options.BusyTimeout.TotalMilliseconds;
            Set(connection, string.Create(CultureInfo.InvariantCulture, $"busy_timeout = {busy}"));
            Set(connection, options.Synchronous == SqliteSynchronous.Full ? "synchronous = FULL" : "synchronous = NORMAL");
            Set(connection, "temp_store = MEMORY");
            foreach (var pragma in pragmas)
            {
                Set(connection, pragma);
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

    // One statement a command: errors of later statements in a batch are lost.
    private static void Set(SqliteConnection connection, string pragma)
    {
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // Made of constants and a number.
        command.CommandText = "PRAGMA " + pragma;
#pragma warning restore CA2100
        command.ExecuteScalar();
    }
}
