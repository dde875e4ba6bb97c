using AgentGrid.Benchmarks.Running;

namespace AgentGrid.Benchmarks.Retrieval;

/// <summary><c>retrieval FOLDER</c>: how well the documents of a collection are found, by each mode of search.</summary>
internal sealed class RetrievalBenchmark : IBenchmark
{
    private const int MostNamed = 5;

    public string Name => "retrieval";

    public string Summary => "FOLDER with corpus.jsonl, queries.jsonl, qrels.tsv: nDCG@10, recall@10, MRR@10 of keyword, vector and hybrid search";

    public async Task RunAsync(BenchmarkReport report, IReadOnlyList<string> arguments, CancellationToken cancellationToken)
    {
        if (arguments.Count == 0)
        {
            report.Say("Say the folder: retrieval FOLDER");
            return;
        }

        var collection = RetrievalCollection.Load(arguments[0]);
        report.Say($"{collection.Documents.Count} documents, {collection.Queries.Count} questions with a judgement");
        var refusals = new Dictionary<string, List<string>>();
        void Refused(string id, string reason) => (refusals.TryGetValue(reason, out var ids) ? ids : refusals[reason] = []).Add(id);
        var results = await RetrievalQuality.RunAsync(collection, Refused, cancellationToken);
        foreach (var (reason, ids) in refusals)
        {
            report.Say($"{ids.Count} documents refused, so never found: {reason} ({string.Join(", ", ids.Take(MostNamed))}{(ids.Count > MostNamed ? ", …" : "")})");
        }

        foreach (var (mode, metrics) in results)
        {
            var name = $"{Path.GetFileName(Path.TrimEndingDirectorySeparator(arguments[0]))} {mode.ToString().ToLowerInvariant()}";
            report.Add(name, "nDCG@10", metrics.Ndcg, "");
            report.Add(name, "recall@10", metrics.Recall, "");
            report.Add(name, "MRR@10", metrics.Mrr, "");
        }
    }
}
