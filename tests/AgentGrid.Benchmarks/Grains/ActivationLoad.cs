using System.Diagnostics;
using AgentGrid.Benchmarks.Running;

namespace AgentGrid.Benchmarks.Grains;

/// <summary>What activations cost: memory while they stay, time and garbage while they come and go.</summary>
internal static class ActivationLoad
{
    private const int Staying = 100_000;
    private const int Passing = 1_000_000;
    private const int AtOnce = 1_000;

    public static async Task MeasureMemoryAsync(BenchmarkReport report)
    {
        await using var host = await GrainHost.StartAsync();
        var before = Settle();
        var started = Stopwatch.GetTimestamp();
        for (var i = 0; i < Staying; i++)
        {
            await host.Grains.GetGrain<ICounterGrain>($"staying-{i}").AddAsync(1);
        }

        var elapsed = Stopwatch.GetElapsedTime(started);
        var used = Settle() - before;
        report.Add("100,000 activations", "memory", used / 1e6, "MB");
        report.Add("100,000 activations", "each", used / (double)Staying, "bytes");
        report.Add("100,000 activations", "rate", Staying / elapsed.TotalSeconds, "activations/s");
    }

    public static async Task MeasureTurnoverAsync(BenchmarkReport report)
    {
        await using var host = await GrainHost.StartAsync();
        await PassAsync(host.Grains, "warm", 50_000);
        var before = Settle();
        var started = Stopwatch.GetTimestamp();
        await PassAsync(host.Grains, "passing", Passing);
        var elapsed = Stopwatch.GetElapsedTime(started);
        report.Add("1,000,000 activate, run once, deactivate", "rate", Passing / elapsed.TotalSeconds, "grains/s");
        report.Add("1,000,000 activate, run once, deactivate", "growth", (Settle() - before) / 1e6, "MB");
    }

    private static async Task PassAsync(IGrainFactory grains, string prefix, int count)
    {
        for (var i = 0; i < count; i += AtOnce)
        {
            await Task.WhenAll(Enumerable.Range(i, AtOnce).Select(n => grains.GetGrain<ITransientGrain>($"{prefix}-{n}").RunOnceAsync()));
        }
    }

    private static long Settle()
    {
        for (var i = 0; i < 3; i++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }

        return GC.GetTotalMemory(forceFullCollection: true);
    }
}
