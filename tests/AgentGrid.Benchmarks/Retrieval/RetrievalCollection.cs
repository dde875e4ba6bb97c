using System.Globalization;
using System.Text.Json;

namespace AgentGrid.Benchmarks.Retrieval;

/// <summary>A collection in BEIR's layout: <c>corpus.jsonl</c>, <c>queries.jsonl</c>, <c>qrels.tsv</c>.</summary>
/// <param name="Documents">Id, title and text.</param>
/// <param name="Queries">Id and text, only those with a judgement.</param>
/// <param name="Relevant">Gain of each relevant document, by query.</param>
internal sealed record RetrievalCollection(
    IReadOnlyList<(string Id, string Title, string Text)> Documents,
    IReadOnlyList<(string Id, string Text)> Queries,
    IReadOnlyDictionary<string, Dictionary<string, int>> Relevant)
{
    public static RetrievalCollection Load(string folder)
    {
        var relevant = new Dictionary<string, Dictionary<string, int>>();
        foreach (var line in File.ReadLines(Path.Combine(folder, "qrels.tsv")))
        {
            // Query, document, gain; or as trec_eval has it: query, iteration, document, gain. A header has no gain.
            var parts = line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
            if (parts.Length is 3 or 4 && int.TryParse(parts[^1], CultureInfo.InvariantCulture, out var gain) && gain > 0)
            {
                relevant.TryAdd(parts[0], []);
                relevant[parts[0]][parts[^2]] = gain;
            }
        }

        var documents = Lines(folder, "corpus.jsonl").Select(e => (Text(e, "_id"), Text(e, "title"), Text(e, "text"))).ToList();
        var queries = Lines(folder, "queries.jsonl")
            .Select(e => (Id: Text(e, "_id"), Text: Text(e, "text")))
            .Where(query => relevant.ContainsKey(query.Id))
            .ToList();
        return new RetrievalCollection(documents, queries, relevant);
    }

    private static IEnumerable<JsonElement> Lines(string folder, string file)
    {
        foreach (var line in File.ReadLines(Path.Combine(folder, file)).Where(line => line.Length > 0))
        {
            using var json = JsonDocument.Parse(line);
            yield return json.RootElement.Clone();
        }
    }

    private static string Text(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) ? value.ToString() : "";
}
