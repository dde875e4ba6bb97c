using System.Diagnostics;

namespace AgentGrid.Benchmarks.Storage;

/// <summary>What a load of writes took. The processor time is the figure that other programs on the machine disturb least.</summary>
internal sealed record WriteFigures(double PerSecond, double P50, double P99, double CpuMicroseconds)
{
    /// <summary>Runs a load that gives the latency of each write in microseconds.</summary>
    public static async Task<WriteFigures> MeasureAsync(Func<Task<double[]>> load)
    {
        var cpu = Environment.CpuUsage.TotalTime;
        var started = Stopwatch.GetTimestamp();
        var latencies = await load();
        var elapsed = Stopwatch.GetElapsedTime(started);
        cpu = Environment.CpuUsage.TotalTime - cpu;
        Array.Sort(latencies);
        return new WriteFigures(
            latencies.Length / elapsed.TotalSeconds,
            latencies[latencies.Length / 2],
            latencies[(int)(latencies.Length * 0.99)],
            cpu.TotalMicroseconds / latencies.Length);
    }
}
