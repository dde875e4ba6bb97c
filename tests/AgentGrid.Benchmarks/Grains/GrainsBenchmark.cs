using System.Diagnostics;
using AgentGrid.Benchmarks.Running;

namespace AgentGrid.Benchmarks.Grains;

/// <summary>Grain calls and activations, beside a bare channel loop and a plain method call.</summary>
internal sealed class GrainsBenchmark : IBenchmark
{
    private const int GrainCount = 1_000;

    public string Name => "grains";

    public string Summary => "calls a second over 1,000 grains, parallel work, memory and turnover of activations";

    public async Task RunAsync(BenchmarkReport report, IReadOnlyList<string> arguments, CancellationToken cancellationToken)
    {
        await MeasureStartAsync(report);
        await ActivationLoad.MeasureMemoryAsync(report);
        await ActivationLoad.MeasureTurnoverAsync(report);
        await using (var host = await GrainHost.StartAsync())
        {
            await MeasureCallsAsync(report, host.Grains, cancellationToken);
            await MeasureParallelAsync(report, host.Grains);
        }

        await MeasureBareAsync(report, cancellationToken);
    }

    private static async Task MeasureStartAsync(BenchmarkReport report)
    {
        await using (await GrainHost.StartAsync())
        {
            // The first start compiles; the second shows what the engine itself costs.
        }

        var started = Stopwatch.GetTimestamp();
        await using (await GrainHost.StartAsync())
        {
            report.Add("host start, second in process", "time", Stopwatch.GetElapsedTime(started).TotalMilliseconds, "ms");
        }
    }

    private static async Task MeasureCallsAsync(BenchmarkReport report, IGrainFactory factory, CancellationToken cancellationToken)
    {
        var grains = Enumerable.Range(0, GrainCount).Select(i => factory.GetGrain<ICounterGrain>($"{i}")).ToArray();
        foreach (var grain in grains)
        {
            await grain.AddAsync(0);
        }

        foreach (var callers in new[] { 1, 2, 8, 64 })
        {
            Add(report, $"grain call, {callers} callers", await CallLoad.RunAsync(
                callers, i => grains[i % GrainCount].AddAsync(1), cancellationToken));
        }

        Add(report, "grain call that leaves its turn, 64 callers", await CallLoad.RunAsync(
            64, i => grains[i % GrainCount].AddLaterAsync(1), cancellationToken));
        Add(report, "grain call, reference made each time, 8 callers", await CallLoad.RunAsync(
            8, i => factory.GetGrain<ICounterGrain>(Keys[i % GrainCount]).AddAsync(1), cancellationToken));
        Add(report, "grain call, all to one grain, 64 callers", await CallLoad.RunAsync(
            64, i => grains[0].AddAsync(1), cancellationToken));

        const int times = 200_000;
        await grains[0].CallOtherAsync("1", 10_000);
        var started = Stopwatch.GetTimestamp();
        await grains[0].CallOtherAsync("1", times);
        report.Add("grain to grain, one after the other", "rate", times / Stopwatch.GetElapsedTime(started).TotalSeconds, "calls/s");
    }

    private static string[] Keys { get; } = [.. Enumerable.Range(0, GrainCount).Select(i => $"{i}")];

    private static async Task MeasureParallelAsync(BenchmarkReport report, IGrainFactory factory)
    {
        const int milliseconds = 200;
        var workers = Enumerable.Range(0, Environment.ProcessorCount).Select(i => factory.GetGrain<ICounterGrain>($"spin-{i}")).ToArray();
        foreach (var round in new[] { "first", "second" })
        {
            var started = Stopwatch.GetTimestamp();
            await Task.WhenAll(workers.Select(w => w.SpinAsync(milliseconds)));
            report.Add($"CPU-bound calls on every processor, {round} time", "speed-up", workers.Length * milliseconds / Stopwatch.GetElapsedTime(started).TotalMilliseconds, "x");
        }
    }

    private static async Task MeasureBareAsync(BenchmarkReport report, CancellationToken cancellationToken)
    {
        var actors = Enumerable.Range(0, GrainCount).Select(_ => new ChannelActor()).ToArray();
        foreach (var callers in new[] { 1, 64 })
        {
            Add(report, $"bare channel loop, {callers} callers", await CallLoad.RunAsync(
                callers, i => actors[i % GrainCount].AddAsync(1), cancellationToken));
        }

        Array.ForEach(actors, static actor => actor.Stop());
        var plain = new int[GrainCount];
        Add(report, "plain method call, 1 caller", await CallLoad.RunAsync(
            1, i => new ValueTask<int>(plain[i % GrainCount]++), cancellationToken));
    }

    private static void Add(BenchmarkReport report, string name, CallFigures figures)
    {
        report.Add(name, "rate", figures.PerSecond, "calls/s");
        report.Add(name, "p50", figures.P50.TotalMicroseconds, "µs");
        report.Add(name, "p99", figures.P99.TotalMicroseconds, "µs");
        report.Add(name, "processor", figures.CpuPerCall.TotalNanoseconds, "ns/call");
        report.Add(name, "allocated", figures.BytesPerCall, "bytes/call");
    }
}
