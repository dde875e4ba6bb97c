using AgentGrid.Benchmarks.Running;

namespace AgentGrid.Benchmarks.Retrieval;

/// <summary><c>keywords</c>: searches over 100,000 chunks with the built-in embedder, and what indexing them costs.</summary>
internal sealed class KeywordsBenchmark : IBenchmark
{
    private const int Chunks = 100_000;
    private const int Queries = 200;

    public string Name => "keywords";

    public string Summary => "BM25, built-in vectors and both over 100,000 chunks of 1,600 characters; speed and memory of indexing";

    public async Task RunAsync(BenchmarkReport report, IReadOnlyList<string> arguments, CancellationToken cancellationToken)
    {
        var result = await KeywordSpeed.RunAsync(Chunks, Queries, cancellationToken);
        foreach (var (mode, took, cpu) in result.Searches)
        {
            var name = mode.ToString().ToLowerInvariant();
            report.AddTimes(name, took);
            report.Add(name, "mean CPU", cpu, "ms");
        }

        report.Add("embedding, by CPU time", "throughput", result.EmbedMbPerSecond, "MB/s");
        report.Add("indexing, by CPU time", "throughput", result.IndexMbPerSecond, "MB/s");
        report.Add("index", "memory", result.BytesPerChunk, "bytes/chunk");
    }
}
