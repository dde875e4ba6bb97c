using AgentGrid.Benchmarks.Running;

namespace AgentGrid.Benchmarks.Retrieval;

/// <summary><c>vectors</c>: exact search of 100,000 × 384 vectors on one core, beside a plain float32 scan.</summary>
internal sealed class VectorsBenchmark : IBenchmark
{
    private const int Vectors = 100_000;
    private const int Dimensions = 384;
    private const int Queries = 200;

    public string Name => "vectors";

    public string Summary => "Exact search of 100,000 x 384 vectors, one core, beside a plain float32 scan in the same run";

    public async Task RunAsync(BenchmarkReport report, IReadOnlyList<string> arguments, CancellationToken cancellationToken)
    {
        var result = await VectorSpeed.RunAsync(Vectors, Dimensions, Queries, cancellationToken);
        report.AddTimes("index", result.Index);
        report.Add("index", "mean CPU", result.IndexCpu, "ms");
        report.AddTimes("plain float32 scan", result.Plain);
        report.Add("plain float32 scan", "mean CPU", result.PlainCpu, "ms");
        report.Add("index", "recall@10", result.Recall, "");
        report.Add("index", "memory", result.BytesPerChunk, "bytes/chunk");
    }
}
