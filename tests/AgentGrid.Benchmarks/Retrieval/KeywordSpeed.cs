using System.Diagnostics;
using System.Text;
using AgentGrid.Agents;
using AgentGrid.Core.Rag.Embeddings;
using AgentGrid.Core.Rag.Retrieval;

namespace AgentGrid.Benchmarks.Retrieval;

/// <summary>
/// Searches over many chunks of about 1,600 characters made of words with a natural frequency (Zipf), by keywords, by built-in
/// vectors and by both; and what indexing them costs.
/// </summary>
internal static class KeywordSpeed
{
    private const int Vocabulary = 60_000;
    private const int ChunkCharacters = 1_600;
    private const int ChunksPerFile = 500;
    private const int WordsPerQuery = 8;
    private const int Seed = 20_240_612;

    /// <param name="Searches">By mode: milliseconds a query, sorted, and the mean of processor time.</param>
    /// <param name="EmbedMbPerSecond">Text through the built-in embedder for each second of processor time.</param>
    /// <param name="IndexMbPerSecond">Text through analysis and both arms for each second of processor time.</param>
    /// <param name="BytesPerChunk">Managed memory of the index, per chunk.</param>
    public sealed record Result(
        IReadOnlyList<(SearchMode Mode, double[] Took, double Cpu)> Searches, double EmbedMbPerSecond, double IndexMbPerSecond, double BytesPerChunk);

    public static async Task<Result> RunAsync(int chunks, int queries, CancellationToken cancellationToken)
    {
        var random = new Random(Seed);
        var words = Words(random);
        var embedder = new NgramEmbedder();
        var before = GC.GetTotalMemory(forceFullCollection: true);
        using var index = KnowledgeIndex.For(embedder);
        TimeSpan embedding = default, indexing = default;
        long characters = 0;
        for (var file = 0; file * ChunksPerFile < chunks; file++)
        {
            var texts = new string[Math.Min(ChunksPerFile, chunks - (file * ChunksPerFile))];
            for (var i = 0; i < texts.Length; i++)
            {
                texts[i] = Text(random, words, ChunkCharacters);
                characters += texts[i].Length;
            }

            var began = Environment.CpuUsage.TotalTime;
            var embeddings = await embedder.EmbedAsync(texts, EmbeddingPurpose.Document, cancellationToken);
            embedding += Environment.CpuUsage.TotalTime - began;
            began = Environment.CpuUsage.TotalTime;
            await index.AddFileAsync($"f{file}", Chunks(texts, embeddings).ToAsyncEnumerable(), cancellationToken: cancellationToken);
            indexing += Environment.CpuUsage.TotalTime - began;
        }

        var bytes = (GC.GetTotalMemory(forceFullCollection: true) - before) / (double)chunks;
        var asked = Enumerable.Range(0, queries).Select(_ => Query(random, words)).ToArray();
        return new Result(
            [
                await TimeAsync(index, asked, SearchMode.Keyword),
                await TimeAsync(index, asked, SearchMode.Vector),
                await TimeAsync(index, asked, SearchMode.Hybrid),
            ],
            characters / 1e6 / embedding.TotalSeconds,
            characters / 1e6 / indexing.TotalSeconds,
            bytes);
    }

    private static IEnumerable<IndexedChunk> Chunks(string[] texts, IReadOnlyList<byte[]> embeddings) =>
        texts.Select((text, i) => new IndexedChunk(i, text, null, embeddings[i]));

    private static async Task<(SearchMode Mode, double[] Took, double Cpu)> TimeAsync(KnowledgeIndex index, string[] queries, SearchMode mode)
    {
        var took = new double[queries.Length];
        TimeSpan cpu = default;
        for (var i = -20; i < queries.Length; i++)
        {
            cpu = i == 0 ? Environment.CpuUsage.TotalTime : cpu;
            var began = Stopwatch.GetTimestamp();
            await index.SearchAsync(new KnowledgeSearch(queries[Math.Max(0, i)], 6, mode));
            if (i >= 0)
            {
                took[i] = Stopwatch.GetElapsedTime(began).TotalMilliseconds;
            }
        }

        cpu = Environment.CpuUsage.TotalTime - cpu;
        Array.Sort(took);
        return (mode, took, cpu.TotalMilliseconds / queries.Length);
    }

    private static string[] Words(Random random) =>
    [
        .. Enumerable.Range(0, Vocabulary).Select(_ =>
        {
            var length = 3 + random.Next(8);
            return string.Create(length, random, static (span, r) =>
            {
                for (var i = 0; i < span.Length; i++)
                {
                    span[i] = i % 2 == 0 ? "bcdfghklmnprstvz"[r.Next(16)] : "aeiou"[r.Next(5)];
                }
            });
        }),
    ];

    // Rank r with a chance in proportion to 1 / r.
    private static string Word(Random random, string[] words) =>
        words[(int)Math.Min(words.Length - 1, Math.Exp(random.NextDouble() * Math.Log(words.Length)) - 1)];

    private static string Text(Random random, string[] words, int length)
    {
        var text = new StringBuilder(length + 16);
        while (text.Length < length)
        {
            text.Append(Word(random, words)).Append(text.Length % 11 == 0 ? ". " : " ");
        }

        return text.ToString();
    }

    private static string Query(Random random, string[] words) =>
        string.Join(' ', Enumerable.Range(0, WordsPerQuery).Select(_ => Word(random, words)));
}
