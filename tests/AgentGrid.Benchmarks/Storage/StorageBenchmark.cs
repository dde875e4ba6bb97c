using AgentGrid.Benchmarks.Running;
using AgentGrid.Storage.Sqlite;
using AgentGrid.Testing.Storage;

namespace AgentGrid.Benchmarks.Storage;

/// <summary>Small writes one at a time and from many callers, and whole chat turns, beside the bare SQLite library.</summary>
internal sealed class StorageBenchmark : IBenchmark
{
    private const int LoneWrites = 5_000;
    private const int ManyWrites = 100_000;

    public string Name => "storage";

    public string Summary => "SQLite store: writes, group commits and chat turns, beside bare transactions";

    public async Task RunAsync(BenchmarkReport report, IReadOnlyList<string> arguments, CancellationToken cancellationToken)
    {
        using var folder = new TempFolder();
        Report(report, "lone write, bare transaction", await WriteFigures.MeasureAsync(() => Task.FromResult(BareWrites.Run(folder.File("bare.db"), LoneWrites))));
        await using (var database = new SqliteDatabase(folder.File("store.db"), new SqliteOptions()))
        {
            Report(report, "lone write, store", await WriteFigures.MeasureAsync(() => StoreWrites.RunAsync(database, 1, LoneWrites)));
            foreach (var callers in new[] { 16, 256 })
            {
                Report(report, $"small writes, {callers} callers", await WriteFigures.MeasureAsync(() => StoreWrites.RunAsync(database, callers, ManyWrites)));
            }
        }

        await using (var database = new SqliteDatabase(folder.File("turns.db"), new SqliteOptions()))
        {
            await TurnWrites.RunAsync(report, database, cancellationToken);
        }
    }

    internal static void Report(BenchmarkReport report, string name, WriteFigures figures)
    {
        report.Add(name, "writes", figures.PerSecond, "1/s");
        report.Add(name, "p50", figures.P50, "µs");
        report.Add(name, "p99", figures.P99, "µs");
        report.Add(name, "cpu", figures.CpuMicroseconds, "µs");
    }
}
