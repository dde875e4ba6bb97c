using System.Diagnostics;
using System.Security.Cryptography;
using AgentGrid.Core.Rag.Chunking;
using AgentGrid.Core.Rag.Embeddings;
using AgentGrid.Core.Rag.Extraction;

namespace AgentGrid.Benchmarks.Ingest;

/// <summary>The same work in a plain loop on as many threads: hash, read, cut, embed. It stores nothing and survives nothing.</summary>
internal static class BareIngest
{
    public static async Task<IngestFigures> RunAsync(IReadOnlyList<byte[]> files, CancellationToken cancellationToken)
    {
        var extractor = new DocumentExtractor(new ExtractionOptions(), TimeProvider.System);
        var chunker = new Chunker(new ChunkingOptions());
        var embedder = new NgramEmbedder();
        var chunks = 0;
        var processor = Environment.CpuUsage.TotalTime;
        var started = Stopwatch.GetTimestamp();
        var threads = new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(files, threads, async (bytes, stop) =>
        {
            SHA256.HashData(bytes);
            var texts = chunker.Chunk(extractor.Extract(ExtractionSource.FromBytes(bytes, "a.txt"), stop)).Select(chunk => chunk.Text).ToList();
            await embedder.EmbedAsync(texts, EmbeddingPurpose.Document, stop);
            Interlocked.Add(ref chunks, texts.Count);
        });
        return new IngestFigures(
            files.Count,
            files.Sum(file => (long)file.Length),
            chunks,
            Stopwatch.GetElapsedTime(started).TotalSeconds,
            (Environment.CpuUsage.TotalTime - processor).TotalMilliseconds);
    }
}
