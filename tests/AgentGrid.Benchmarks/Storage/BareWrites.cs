using System.Diagnostics;
using Microsoft.Data.Sqlite;

namespace AgentGrid.Benchmarks.Storage;

/// <summary>The alternative: prepared commands on one connection, a transaction for each write, the same settings.</summary>
internal static class BareWrites
{
    public static double[] Run(string path, int writes)
    {
        using var connection = new SqliteConnection($"Data Source={path};Pooling=False");
        connection.Open();
        foreach (var sql in new[]
        {
            "PRAGMA journal_mode = WAL", "PRAGMA synchronous = NORMAL", "CREATE TABLE items (id INTEGER PRIMARY KEY, name TEXT)",
        })
        {
            Command(connection, sql).ExecuteNonQuery();
        }

        using var begin = Command(connection, "BEGIN IMMEDIATE");
        using var insert = Command(connection, "INSERT INTO items (name) VALUES (@name)");
        using var commit = Command(connection, "COMMIT");
        var name = insert.Parameters.AddWithValue("@name", "");
        var latencies = new double[writes];
        for (var i = 0; i < writes; i++)
        {
            var began = Stopwatch.GetTimestamp();
            begin.ExecuteNonQuery();
            name.Value = "some name";
            insert.ExecuteNonQuery();
            commit.ExecuteNonQuery();
            latencies[i] = Stopwatch.GetElapsedTime(began).TotalMicroseconds;
        }

        return latencies;
    }

    private static SqliteCommand Command(SqliteConnection connection, string sql)
    {
        var command = connection.CreateCommand();
#pragma warning disable CA2100 // Constants of this file.
        command.CommandText = sql;
#pragma warning restore CA2100
        return command;
    }
}
