using System.Text.Json;
using AgentGrid.Agents;
using AgentGrid.Core.Rag.Chunking;
using AgentGrid.Core.Rag.Extraction.Tabular;
using AgentGrid.Core.Rag.Retrieval;

namespace AgentGrid.Benchmarks.Retrieval;

/// <summary>
/// Measures which share of the characters that answer a question the first five chunks hold, and how much else; the metrics of
/// Chroma's chunking evaluation (Smith and Troynikov 2024). The folder holds texts and <c>questions_df.csv</c>.
/// </summary>
internal static class ChunkingQuality
{
    private const int Depth = 5;
    private const int MaxRowChars = 1_000_000;

    public static async Task<IReadOnlyList<(SearchMode Mode, double Recall, double Precision, double Iou)>> RunAsync(
        string folder, ChunkingOptions? chunking = null, CancellationToken cancellationToken = default)
    {
        using var bench = new BenchIndex(chunking);
        var chunks = new Dictionary<string, IReadOnlyList<TextChunk>>();
        var texts = new Dictionary<string, string>();
        foreach (var path in Directory.EnumerateFiles(folder, "*.md").Order(StringComparer.Ordinal))
        {
            var id = Path.GetFileNameWithoutExtension(path);
            texts[id] = await File.ReadAllTextAsync(path, cancellationToken);
            chunks[id] = bench.Chunk(texts[id]);
            await bench.AddAsync(id, id, chunks[id]);
        }

        var questions = Questions(Path.Combine(folder, "questions_df.csv"), texts).ToList();
        var results = new List<(SearchMode, double, double, double)>();
        foreach (var mode in new[] { SearchMode.Keyword, SearchMode.Vector, SearchMode.Hybrid })
        {
            double recall = 0, precision = 0, iou = 0;
            foreach (var (question, corpus, ranges) in questions)
            {
                var matches = await bench.Index.SearchAsync(new KnowledgeSearch(question, Depth, mode), cancellationToken);
                var found = matches.Hits
                    .Select(hit => (hit.FileId, Chunk: chunks[hit.FileId].Single(chunk => chunk.Ordinal == hit.Ordinal)))
                    .ToList();
                var wanted = Union(ranges);
                var hit = Union(found
                    .Where(pair => pair.FileId == corpus)
                    .SelectMany(pair => ranges.Select(range => Intersect((pair.Chunk.Start, pair.Chunk.End), range)))
                    .Where(range => range.Start < range.End));
                double retrieved = found.Sum(pair => pair.Chunk.End - pair.Chunk.Start);
                recall += hit / (double)wanted;
                precision += retrieved > 0 ? hit / retrieved : 0;
                iou += hit / (retrieved + wanted - hit);
            }

            results.Add((mode, recall / questions.Count, precision / questions.Count, iou / questions.Count));
        }

        return results;
    }

    private static IEnumerable<(string Question, string Corpus, List<(int Start, int End)> Ranges)> Questions(
        string path, Dictionary<string, string> texts)
    {
        using var reader = new StreamReader(path);
        var csv = new DelimitedReader(reader, ',', MaxRowChars);
        var header = csv.Read()!;
        var (question, references, corpus) =
            (Array.IndexOf(header, "question"), Array.IndexOf(header, "references"), Array.IndexOf(header, "corpus_id"));
        while (csv.Read() is { } row)
        {
            using var ranges = JsonDocument.Parse(row[references]);
            yield return (row[question], row[corpus],
            [
                .. ranges.RootElement.EnumerateArray().Select(range => (
                    Utf16Offset(texts[row[corpus]], range.GetProperty("start_index").GetInt32()),
                    Utf16Offset(texts[row[corpus]], range.GetProperty("end_index").GetInt32()))),
            ]);
        }
    }

    // The questions count code points.
    private static int Utf16Offset(string text, int codePoints)
    {
        var at = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            if (codePoints-- == 0)
            {
                break;
            }

            at += rune.Utf16SequenceLength;
        }

        return at;
    }

    private static (int Start, int End) Intersect((int Start, int End) a, (int Start, int End) b) =>
        (Math.Max(a.Start, b.Start), Math.Min(a.End, b.End));

    private static int Union(IEnumerable<(int Start, int End)> ranges)
    {
        var total = 0;
        var end = 0;
        foreach (var range in ranges.Order())
        {
            total += Math.Max(0, range.End - Math.Max(end, range.Start));
            end = Math.Max(end, range.End);
        }

        return total;
    }
}
