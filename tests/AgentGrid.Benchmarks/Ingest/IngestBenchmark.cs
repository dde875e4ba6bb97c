using System.Text;
using AgentGrid.Benchmarks.Chat;
using AgentGrid.Benchmarks.Running;

namespace AgentGrid.Benchmarks.Ingest;

/// <summary>
/// Ingestion of many text files over HTTP, from the first byte of the upload until all can be searched, in a server process of its
/// own; beside it the same work in a plain loop. The server's first files, while the runtime still compiles, are told apart.
/// </summary>
/// <remarks>
/// The server's folder goes with it, and ext4 is slow to make files for some five minutes after so many were deleted: between two
/// runs wait as long.
/// </remarks>
internal sealed class IngestBenchmark : IBenchmark
{
    private const int Files = 200;
    private const int FileChars = 50_000;
    private const int Rounds = 5;

    public string Name => "ingest";

    public string Summary => $"{Files} text files of {FileChars / 1000} KB, upload to ready over HTTP, beside a bare loop of the same work";

    public async Task RunAsync(BenchmarkReport report, IReadOnlyList<string> arguments, CancellationToken cancellationToken)
    {
        var rounds = Enumerable.Range(0, Rounds + 1).Select(MakeFiles).ToList();
        await using var server = await MeasuredServer.StartAsync(ServedChat.Grid, cancellationToken);
        using var load = new IngestLoad(server);

        var first = await load.RunAsync(rounds[0], cancellationToken);
        await BareIngest.RunAsync(rounds[0], cancellationToken);
        var served = new List<IngestFigures>();
        var bare = new List<IngestFigures>();
        foreach (var files in rounds[1..])
        {
            served.Add(await load.RunAsync(files, cancellationToken));
            bare.Add(await BareIngest.RunAsync(files, cancellationToken));
        }

        Add(report, "first files after the start", [first]);
        Add(report, "files after them, median", served);
        Add(report, "bare loop, median", bare);
    }

    private static List<byte[]> MakeFiles(int round) =>
        [.. Enumerable.Range(round * Files, Files).Select(seed => Encoding.UTF8.GetBytes(SampleText.Of(seed, FileChars)))];

    private static void Add(BenchmarkReport report, string name, List<IngestFigures> runs)
    {
        double Median(Func<IngestFigures, double> of) => runs.Select(of).Order().ElementAt(runs.Count / 2);
        report.Add(name, "throughput", Median(run => run.MegabytesPerSecond), "MB/s");
        report.Add(name, "cpu per file", Median(run => run.ProcessorMsPerFile), "ms");
        report.Add(name, "chunks per second", Median(run => run.ChunksPerSecond), "1/s");
    }
}
