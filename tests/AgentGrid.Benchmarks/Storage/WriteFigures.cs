namespace AgentGrid.Benchmarks.Storage;

/// <summary>What a load of writes took.</summary>
internal sealed record WriteFigures(double PerSecond, double P50, double P99)
{
    /// <param name="elapsed">The whole load.</param>
    /// <param name="latencies">Of each write, in microseconds.</param>
    public static WriteFigures Of(TimeSpan elapsed, double[] latencies)
    {
        Array.Sort(latencies);
        return new WriteFigures(
            latencies.Length / elapsed.TotalSeconds, latencies[latencies.Length / 2], latencies[(int)(latencies.Length * 0.99)]);
    }
}
