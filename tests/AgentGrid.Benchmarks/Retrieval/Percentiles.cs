using AgentGrid.Benchmarks.Running;

namespace AgentGrid.Benchmarks.Retrieval;

/// <summary>Adds the usual percentiles of sorted times to a report.</summary>
internal static class Percentiles
{
    public static void AddTimes(this BenchmarkReport report, string name, double[] sortedMilliseconds)
    {
        report.Add(name, "p50", At(sortedMilliseconds, 0.5), "ms");
        report.Add(name, "p95", At(sortedMilliseconds, 0.95), "ms");
    }

    private static double At(double[] sorted, double share) => sorted[Math.Min(sorted.Length - 1, (int)(sorted.Length * share))];
}
