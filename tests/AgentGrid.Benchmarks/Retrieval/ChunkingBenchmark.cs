using AgentGrid.Benchmarks.Running;

namespace AgentGrid.Benchmarks.Retrieval;

/// <summary><c>chunking FOLDER</c>: which share of the answering characters the first five chunks hold.</summary>
internal sealed class ChunkingBenchmark : IBenchmark
{
    public string Name => "chunking";

    public string Summary => "FOLDER with *.md and questions_df.csv: recall, precision and IoU of characters at 5 chunks";

    public async Task RunAsync(BenchmarkReport report, IReadOnlyList<string> arguments, CancellationToken cancellationToken)
    {
        if (arguments.Count == 0)
        {
            report.Say("Say the folder: chunking FOLDER");
            return;
        }

        foreach (var (mode, recall, precision, iou) in await ChunkingQuality.RunAsync(arguments[0], cancellationToken: cancellationToken))
        {
            var name = mode.ToString().ToLowerInvariant();
            report.Add(name, "recall@5", recall, "");
            report.Add(name, "precision@5", precision, "");
            report.Add(name, "IoU@5", iou, "");
        }
    }
}
