using System.Diagnostics;
using Orleans.Embedded.Invocation;
using Orleans.Embedded.Runtime;

namespace Orleans.Embedded.Statistics;

internal sealed class GrainStatistics(GrainRuntime runtime) : IGrainStatistics
{
    public GrainStatisticsSnapshot Read() => new(
        runtime.Kinds.Sum(static kind => kind.Count),
        [.. runtime.Kinds.Select(static kind => new GrainClassStatistics(kind.GrainType.ToString(), kind.Type.FullName!, kind.Count))],
        [
            .. runtime.Interfaces.SelectMany(static i => i.Methods)
                .Append(runtime.Internal.ReceiveReminder).Append(runtime.Internal.StreamEvent)
                .Append(runtime.Internal.TimerTick).Append(runtime.Internal.InterleavedTimerTick)
                .Select(Read)
                .Where(static method => method.Calls > 0),
        ]);

    private static GrainMethodStatistics Read(MethodBinding binding)
    {
        var (calls, errors, total, histogram) = binding.Meter.Read();
        return new(
            binding.Method.InterfaceType.FullName!,
            binding.Method.Name,
            calls,
            errors,
            calls == 0 ? TimeSpan.Zero : total / calls,
            Percentile(histogram, calls, 0.50),
            Percentile(histogram, calls, 0.95),
            Percentile(histogram, calls, 0.99));
    }

    private static TimeSpan Percentile(long[] histogram, long calls, double share)
    {
        var rank = (long)Math.Ceiling(calls * share);
        for (var i = 0; i < histogram.Length; i++)
        {
            rank -= histogram[i];
            if (rank <= 0)
            {
                return Stopwatch.GetElapsedTime(0, 1L << i);
            }
        }

        return TimeSpan.Zero;
    }
}
