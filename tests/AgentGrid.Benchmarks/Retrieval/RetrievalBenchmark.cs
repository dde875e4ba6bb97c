using AgentGrid.Benchmarks.Running;

namespace AgentGrid.Benchmarks.Retrieval;

/// <summary><c>retrieval FOLDER</c>: how well the documents of a collection are found, by each mode of search.</summary>
internal sealed class RetrievalBenchmark : IBenchmark
{
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
        foreach (var (mode, metrics) in await RetrievalQuality.RunAsync(collection, cancellationToken))
        {
            var name = $"{Path.GetFileName(Path.TrimEndingDirectorySeparator(arguments[0]))} {mode.ToString().ToLowerInvariant()}";
            report.Add(name, "nDCG@10", metrics.Ndcg, "");
            report.Add(name, "recall@10", metrics.Recall, "");
            report.Add(name, "MRR@10", metrics.Mrr, "");
        }
    }
}
