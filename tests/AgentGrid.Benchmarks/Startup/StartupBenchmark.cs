using System.Diagnostics;
using AgentGrid.Benchmarks.Running;

namespace AgentGrid.Benchmarks.Startup;

/// <summary>The real server program: from its start to its first answer, and what it holds when nobody asks for anything.</summary>
internal sealed class StartupBenchmark : IBenchmark
{
    private const int Runs = 5;
    private const double Megabyte = 1024 * 1024;
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(3);

    public string Name => "startup";

    public string Summary => "start of the server process to its first answer, and its idle memory";

    public async Task RunAsync(BenchmarkReport report, IReadOnlyList<string> arguments, CancellationToken cancellationToken)
    {
        var folder = Directory.CreateTempSubdirectory("agentgrid-startup-").FullName;
        try
        {
            var first = await MeasureAsync(folder, cancellationToken);
            report.Add("empty data folder", "first answer", first.Answer.TotalMilliseconds, "ms");
            var runs = new List<StartupFigures>();
            for (var run = 0; run < Runs; run++)
            {
                runs.Add(await MeasureAsync(folder, cancellationToken));
            }

            report.Add("existing data folder, median", "first answer", Median(runs.Select(run => run.Answer.TotalMilliseconds)), "ms");
            report.Add("existing data folder, median", "processor time", Median(runs.Select(run => run.Processor.TotalMilliseconds)), "ms");
            report.Add("idle, median", "working set", Median(runs.Select(run => run.WorkingSet / Megabyte)), "MB");
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<StartupFigures> MeasureAsync(string folder, CancellationToken cancellationToken)
    {
        var clock = Stopwatch.StartNew();
        await using var server = await StartedServer.StartAsync(folder, cancellationToken);
        var answer = clock.Elapsed;
        await Task.Delay(Settling, TimeProvider.System, cancellationToken);
        return server.Read(answer);
    }

    private static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToArray();
        return sorted[sorted.Length / 2];
    }
}
