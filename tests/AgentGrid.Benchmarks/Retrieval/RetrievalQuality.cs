using AgentGrid.Agents;
using AgentGrid.Core.Rag.Extraction;
using AgentGrid.Core.Rag.Retrieval;

namespace AgentGrid.Benchmarks.Retrieval;

/// <summary>Measures how well a collection's documents are found, for each mode of search.</summary>
internal static class RetrievalQuality
{
    // Chunks asked for, so that ten documents remain when several chunks are of one.
    private const int ChunksPerQuery = 50;

    /// <param name="refused">Called with the id and the reason of each document that ingestion would refuse.</param>
    public static async Task<IReadOnlyList<(SearchMode Mode, RankingMetrics Metrics)>> RunAsync(
        RetrievalCollection collection, Action<string, string> refused, CancellationToken cancellationToken)
    {
        using var bench = new BenchIndex();
        foreach (var (id, title, text) in collection.Documents)
        {
            try
            {
                // Some collections have documents that are no more than their title.
                await bench.AddAsync(id, title, bench.Chunk(string.IsNullOrWhiteSpace(text) ? title : text));
            }
            catch (ExtractionException e)
            {
                refused(id, e.Message);
            }
        }

        var results = new List<(SearchMode, RankingMetrics)>();
        foreach (var mode in new[] { SearchMode.Keyword, SearchMode.Vector, SearchMode.Hybrid })
        {
            var metrics = new RankingMetrics();
            foreach (var (id, text) in collection.Queries)
            {
                var matches = await bench.Index.SearchAsync(new KnowledgeSearch(text, ChunksPerQuery, mode), cancellationToken);
                metrics.Add([.. matches.Hits.Select(hit => hit.FileId).Distinct()], collection.Relevant[id]);
            }

            results.Add((mode, metrics));
        }

        return results;
    }
}
