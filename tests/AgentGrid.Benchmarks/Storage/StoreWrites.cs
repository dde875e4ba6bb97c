using System.Diagnostics;
using AgentGrid.Storage.Sqlite;

namespace AgentGrid.Benchmarks.Storage;

/// <summary>The same insert through the store's writer, from any number of callers that each wait for their own.</summary>
internal static class StoreWrites
{
    public static async Task<double[]> RunAsync(SqliteDatabase database, int callers, int writes)
    {
        await database.WriteAsync(static session =>
            session.Execute("CREATE TABLE IF NOT EXISTS items (id INTEGER PRIMARY KEY, name TEXT)"));
        var latencies = new double[writes];
        var next = -1;
        await Task.WhenAll(Enumerable.Range(0, callers).Select(_ => Task.Run(async () =>
        {
            for (var i = Interlocked.Increment(ref next); i < writes; i = Interlocked.Increment(ref next))
            {
                var began = Stopwatch.GetTimestamp();
                await database.WriteAsync(static session =>
                    session.Execute("INSERT INTO items (name) VALUES (@name)", ("@name", "some name")));
                latencies[i] = Stopwatch.GetElapsedTime(began).TotalMicroseconds;
            }
        })));
        return latencies;
    }
}
