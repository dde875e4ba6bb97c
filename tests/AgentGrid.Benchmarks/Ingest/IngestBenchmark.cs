using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using AgentGrid.Benchmarks.Running;
using AgentGrid.Core.Rag.Chunking;
using AgentGrid.Core.Rag.Embeddings;
using AgentGrid.Core.Rag.Extraction;

namespace AgentGrid.Benchmarks.Ingest;

/// <summary>
/// Ingestion of many text files, from upload to ready, through the real grains and stores; beside it the same work (hash, read,
/// cut, embed) in a plain loop on as many threads, which stores nothing and survives nothing.
/// </summary>
internal sealed class IngestBenchmark : IBenchmark
{
    private const int Files = 200;

    private const int FileChars = 50_000;

    private const int Warmup = 20;

    public string Name => "ingest";

    public string Summary => $"{Files} text files of {FileChars / 1000} KB, upload to ready, beside a bare loop of the same work";

    public async Task RunAsync(BenchmarkReport report, IReadOnlyList<string> arguments, CancellationToken cancellationToken)
    {
        var embedder = new NgramEmbedder();
        var files = Enumerable.Range(0, Files + Warmup).Select(i => Encoding.UTF8.GetBytes(SampleText.Of(i, FileChars))).ToArray();
        await BareAsync(files[..Warmup], embedder);
        Add(report, "bare loop without embedding", await BareAsync(files[Warmup..], null));
        Add(report, "bare loop", await BareAsync(files[Warmup..], embedder));

        await using var host = await IngestHost.StartAsync(embedder);
        await GrainsAsync(host, "agt_warmup", files[..Warmup]);
        Add(report, "upload to ready", await GrainsAsync(host, "agt_bench", files[Warmup..]));
    }

    private static void Add(BenchmarkReport report, string name, Run run)
    {
        report.Add(name, "throughput", run.Bytes / 1e6 / run.Seconds, "MB/s");
        report.Add(name, "cpu per file", run.CpuSeconds * 1000 / run.Files, "ms");
        report.Add(name, "chunks per second", run.Chunks / run.Seconds, "1/s");
    }

    private static async Task<Run> GrainsAsync(IngestHost host, string agent, byte[][] files)
    {
        await host.CreateAgentAsync(agent);
        return await MeasureAsync(files, async () =>
            (await Task.WhenAll(files.Select((bytes, i) => host.IngestAsync(agent, $"fil_{agent}{i}", bytes)))).Sum(file => file.Chunks));
    }

    private static Task<Run> BareAsync(byte[][] files, NgramEmbedder? embedder) => MeasureAsync(files, async () =>
    {
        var extractor = new DocumentExtractor(new ExtractionOptions(), TimeProvider.System);
        var chunker = new Chunker(new ChunkingOptions());
        var chunks = 0;
        await Parallel.ForEachAsync(files, new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount }, async (bytes, stop) =>
        {
            SHA256.HashData(bytes);
            var texts = chunker.Chunk(extractor.Extract(ExtractionSource.FromBytes(bytes, "a.txt"), stop)).Select(chunk => chunk.Text).ToList();
            if (embedder is not null)
            {
                await embedder.EmbedAsync(texts, EmbeddingPurpose.Document, stop);
            }

            Interlocked.Add(ref chunks, texts.Count);
        });
        return chunks;
    });

    private static async Task<Run> MeasureAsync(byte[][] files, Func<Task<int>> work)
    {
        var cpu = Environment.CpuUsage.TotalTime;
        var started = Stopwatch.GetTimestamp();
        var chunks = await work();
        return new Run(
            files.Length, files.Sum(file => (long)file.Length), chunks, Stopwatch.GetElapsedTime(started).TotalSeconds,
            (Environment.CpuUsage.TotalTime - cpu).TotalSeconds);
    }

    private sealed record Run(int Files, long Bytes, int Chunks, double Seconds, double CpuSeconds);
}
