using System.Diagnostics;
using System.Numerics;
using System.Runtime.InteropServices;

namespace Orleans.Embedded.Statistics;

/// <summary>Counts the calls of one method. Written on every call, so each processor has its own cell.</summary>
internal sealed class MethodMeter
{
    /// <summary>Bucket <c>i</c> holds latencies in <c>[2^(i-1), 2^i)</c> Stopwatch ticks.</summary>
    public const int Buckets = 40;

    private readonly Cell?[] _cells = new Cell?[Stripes];

    private static int Stripes { get; } = (int)BitOperations.RoundUpToPowerOf2((uint)Environment.ProcessorCount);

    /// <summary>Notes a call that took this long from the caller's view.</summary>
    public void Observe(long ticks, bool failed)
    {
        var index = Thread.GetCurrentProcessorId() & (Stripes - 1);
        var cell = _cells[index] ?? Grow(index);
        var bucket = Math.Min(64 - BitOperations.LeadingZeroCount((ulong)ticks), Buckets - 1);
        Interlocked.Increment(ref cell.Histogram[bucket]);
        Interlocked.Add(ref cell.Ticks, ticks);
        if (failed)
        {
            Interlocked.Increment(ref cell.Errors);
        }
    }

    /// <summary>Sums the cells.</summary>
    public (long Calls, long Errors, TimeSpan Total, long[] Histogram) Read()
    {
        long errors = 0, ticks = 0;
        var histogram = new long[Buckets];
        foreach (var cell in _cells)
        {
            if (cell is null)
            {
                continue;
            }

            errors += Volatile.Read(ref cell.Errors);
            ticks += Volatile.Read(ref cell.Ticks);
            for (var i = 0; i < Buckets; i++)
            {
                histogram[i] += Volatile.Read(ref cell.Histogram[i]);
            }
        }

        return (histogram.Sum(), errors, Stopwatch.GetElapsedTime(0, ticks), histogram);
    }

    private Cell Grow(int index) => Interlocked.CompareExchange(ref _cells[index], new Cell(), null) ?? _cells[index]!;

    [StructLayout(LayoutKind.Sequential)]
    private sealed class Cell
    {
        public readonly long[] Histogram = new long[Buckets];
        public long Ticks;
        public long Errors;
    }
}
