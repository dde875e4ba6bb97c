namespace AgentGrid.Benchmarks.Running;

/// <summary>The command line: names of benchmarks, then their arguments.</summary>
internal static class BenchmarkRunner
{
    private const string JsonOption = "--json";

    /// <returns>0 when all ran, 1 when one failed, 2 when the command line is wrong.</returns>
    public static async Task<int> RunAsync(string[] args, IReadOnlyList<IBenchmark> all)
    {
        var arguments = args.ToList();
        string? json = null;
        if (arguments.IndexOf(JsonOption) is >= 0 and var at)
        {
            if (at + 1 >= arguments.Count)
            {
                return Usage(all, $"{JsonOption} needs a file name.");
            }

            json = arguments[at + 1];
            arguments.RemoveRange(at, 2);
        }

        var name = arguments.FirstOrDefault();
        var chosen = name == "all" ? all : [.. all.Where(b => b.Name == name)];
        if (chosen.Count == 0)
        {
            return Usage(all, name is null ? "Say which benchmark to run." : $"There is no benchmark '{name}'.");
        }

        using var stop = new CancellationTokenSource();
        Console.CancelKeyPress += (_, e) =>
        {
            e.Cancel = true;
            stop.Cancel();
        };
        var rows = new List<BenchmarkRow>();
        foreach (var benchmark in chosen)
        {
            var report = new BenchmarkReport(benchmark.Name, Console.Out);
            report.Say($"{benchmark.Name}: {benchmark.Summary}");
            report.Say($"{Environment.ProcessorCount} processors, {(IsOptimized ? "Release" : "DEBUG BUILD, figures mean nothing")}");
            await benchmark.RunAsync(report, [.. arguments.Skip(1)], stop.Token);
            rows.AddRange(report.Rows);
        }

        if (json is not null)
        {
            await BenchmarkReport.WriteAsync(json, rows, stop.Token);
        }

        return 0;
    }

    private static bool IsOptimized =>
#if DEBUG
        false;
#else
        true;
#endif

    private static int Usage(IReadOnlyList<IBenchmark> all, string problem)
    {
        Console.Error.WriteLine(problem);
        Console.Error.WriteLine($"Usage: <benchmark>|all [arguments] [{JsonOption} FILE]");
        foreach (var benchmark in all)
        {
            Console.Error.WriteLine($"  {benchmark.Name,-12} {benchmark.Summary}");
        }

        return 2;
    }
}
