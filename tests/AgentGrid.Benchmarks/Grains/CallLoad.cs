using System.Diagnostics;

namespace AgentGrid.Benchmarks.Grains;

/// <summary>Callers that call one after the other, for a fixed time.</summary>
internal static class CallLoad
{
    private const int SampleEvery = 16;
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(0.7);
    private static readonly TimeSpan Measured = TimeSpan.FromSeconds(2);

    /// <summary>Runs the load.</summary>
    /// <param name="callers">How many call at once.</param>
    /// <param name="call">One call; gets a number that differs from call to call.</param>
    /// <param name="cancellationToken">Ends it early.</param>
    public static async Task<CallFigures> RunAsync(
        int callers, Func<int, ValueTask<int>> call, CancellationToken cancellationToken)
    {
        await RunForAsync(callers, call, WarmUp, cancellationToken);
        return await RunForAsync(callers, call, Measured, cancellationToken);
    }

    private static async Task<CallFigures> RunForAsync(
        int callers, Func<int, ValueTask<int>> call, TimeSpan time, CancellationToken cancellationToken)
    {
        var stop = Stopwatch.GetTimestamp() + (long)(time.TotalSeconds * Stopwatch.Frequency);
        var processor = Environment.CpuUsage.TotalTime;
        var allocated = GC.GetTotalAllocatedBytes();
        var started = Stopwatch.GetTimestamp();
        var results = await Task.WhenAll(Enumerable.Range(0, callers).Select(i => Task.Run(() => CallAsync(i, call, stop, cancellationToken), cancellationToken)));
        var elapsed = Stopwatch.GetElapsedTime(started);
        var count = results.Sum(static r => r.Count);
        var samples = results.SelectMany(static r => r.Samples).Order().ToArray();
        return new(
            count / elapsed.TotalSeconds,
            Stopwatch.GetElapsedTime(0, samples[samples.Length / 2]),
            Stopwatch.GetElapsedTime(0, samples[(int)(samples.Length * 0.99)]),
            (Environment.CpuUsage.TotalTime - processor) / count,
            (GC.GetTotalAllocatedBytes() - allocated) / (double)count);
    }

    private static async Task<(long Count, List<long> Samples)> CallAsync(
        int caller, Func<int, ValueTask<int>> call, long stop, CancellationToken cancellationToken)
    {
        var samples = new List<long>(1 << 16);
        var count = 0L;
        var next = caller * 7919;
        while (true)
        {
            var before = Stopwatch.GetTimestamp();
            if (before > stop || cancellationToken.IsCancellationRequested)
            {
                return (count, samples);
            }

            await call(next++);
            samples.Add(Stopwatch.GetTimestamp() - before);
            for (var i = 1; i < SampleEvery; i++)
            {
                await call(next++);
            }

            count += SampleEvery;
        }
    }
}
