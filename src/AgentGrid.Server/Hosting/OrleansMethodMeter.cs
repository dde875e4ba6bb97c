using System.Diagnostics;
using System.Numerics;
using AgentGrid.Server.Contracts.Admin;

namespace AgentGrid.Server.Hosting;

/// <summary>Counts the calls of one grain method.</summary>
internal sealed class OrleansMethodMeter(string grain, string method)
{
    // Bucket i holds latencies in [2^(i-1), 2^i) Stopwatch ticks; the last one holds all that took longer.
    private readonly long[] _histogram = new long[48];
    private long _ticks;
    private long _errors;

    public void Observe(long ticks, bool failed)
    {
        var bucket = Math.Min(64 - BitOperations.LeadingZeroCount((ulong)ticks), _histogram.Length - 1);
        Interlocked.Increment(ref _histogram[bucket]);
        Interlocked.Add(ref _ticks, ticks);
        if (failed)
        {
            Interlocked.Increment(ref _errors);
        }
    }

    public GridMethod Read()
    {
        long[] histogram = [.. _histogram];
        var calls = histogram.Sum();
        var mean = calls == 0 ? 0 : Milliseconds(Volatile.Read(ref _ticks)) / calls;
        return new GridMethod(
            grain, method, calls, Volatile.Read(ref _errors), mean,
            Percentile(histogram, calls, 0.50), Percentile(histogram, calls, 0.95), Percentile(histogram, calls, 0.99));
    }

    private static double Percentile(long[] histogram, long calls, double share)
    {
        var rank = (long)Math.Ceiling(calls * share);
        for (var i = 0; i < histogram.Length && rank > 0; i++)
        {
            rank -= histogram[i];
            if (rank <= 0)
            {
                return Milliseconds(1L << i);
            }
        }

        return 0;
    }

    private static double Milliseconds(long ticks) => Stopwatch.GetElapsedTime(0, ticks).TotalMilliseconds;
}
