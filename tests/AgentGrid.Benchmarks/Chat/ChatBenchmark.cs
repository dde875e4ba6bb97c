using AgentGrid.Benchmarks.Ingest;
using AgentGrid.Benchmarks.Running;

namespace AgentGrid.Benchmarks.Chat;

/// <summary>Streamed turns through the whole server, beside the same model stream piped through bare Kestrel.</summary>
internal sealed class ChatBenchmark : IBenchmark
{
    public const string BenchmarkName = "chat";
    public const string ServeOption = "--serve";
    private const int Rounds = 3;
    private const int WarmupRounds = 2;
    private const int KnowledgeChars = 1_270_000;

    public string Name => BenchmarkName;

    public string Summary => $"streamed turns of {FixedModel.Tokens} tokens through the whole server, beside bare Kestrel";

    public Task RunAsync(BenchmarkReport report, IReadOnlyList<string> arguments, CancellationToken cancellationToken) =>
        arguments switch
        {
            [ServeOption, ServedChat.Grid, var url] => ServedChat.RunGridAsync(url, cancellationToken),
            [ServeOption, ServedChat.Bare, var url] => ServedChat.RunBareAsync(url, cancellationToken),
            _ => CompareAsync(report, [.. ChatCase.All.Where(known => arguments.Count == 0 || arguments.Contains(known.Name))], cancellationToken),
        };

    private static async Task CompareAsync(
        BenchmarkReport report, IReadOnlyList<ChatCase> cases, CancellationToken cancellationToken)
    {
        await using var grid = await MeasuredServer.StartAsync(ServedChat.Grid, cancellationToken);
        await using var bare = await MeasuredServer.StartAsync(ServedChat.Bare, cancellationToken);
        using var gridLoad = new ChatLoad(grid);
        using var bareLoad = new ChatLoad(bare);

        // Until the runtime has compiled what is hot: on two processors that goes on for some ten thousand turns.
        var warmup = ChatCase.All.Single(known => known.Streams == 256);
        var warmupAgent = await gridLoad.MakeAgentAsync(warmup.Model, null, cancellationToken);
        for (var round = 0; round < WarmupRounds; round++)
        {
            await gridLoad.RunAsync(warmup, warmupAgent, cancellationToken);
            await bareLoad.RunAsync(warmup, warmup.Model, cancellationToken);
        }

        foreach (var load in cases)
        {
            var agent = await gridLoad.MakeAgentAsync(
                load.Model, load.Knowledge ? SampleText.Of(1, KnowledgeChars) : null, cancellationToken);

            await gridLoad.RunAsync(load, agent, cancellationToken);
            await bareLoad.RunAsync(load, load.Model, cancellationToken);

            // After a round to warm up, the two in turn, so that both see the same machine.
            var rounds = new List<(ChatFigures Grid, ChatFigures Bare)>();
            for (var round = 0; round < Rounds; round++)
            {
                rounds.Add((
                    await gridLoad.RunAsync(load, agent, cancellationToken),
                    await bareLoad.RunAsync(load, load.Model, cancellationToken)));
            }

            Report(report, load.Name, rounds);
        }
    }

    private static void Report(BenchmarkReport report, string name, List<(ChatFigures Grid, ChatFigures Bare)> rounds)
    {
        double Median(Func<(ChatFigures Grid, ChatFigures Bare), double> of) => rounds.Select(of).Order().ElementAt(rounds.Count / 2);
        report.Add(name, "turns", Median(round => round.Grid.TurnsPerSecond), "1/s");
        report.Add(name, "bare turns", Median(round => round.Bare.TurnsPerSecond), "1/s");
        report.Add(name, "turns ratio", Median(round => round.Grid.TurnsPerSecond / round.Bare.TurnsPerSecond), "x");
        report.Add(name, "added ttft p50", Median(round => round.Grid.FirstTokenP50 - round.Bare.FirstTokenP50), "ms");
        report.Add(name, "added ttft p99", Median(round => round.Grid.FirstTokenP99 - round.Bare.FirstTokenP99), "ms");
        report.Add(name, "ttft p99", Median(round => round.Grid.FirstTokenP99), "ms");
        report.Add(name, "cpu a turn", Median(round => round.Grid.ProcessorMs), "ms");
        report.Add(name, "bare cpu a turn", Median(round => round.Bare.ProcessorMs), "ms");
        report.Add(name, "allocated a token", Median(round => round.Grid.AllocatedBytes), "B");
        report.Add(name, "bare allocated a token", Median(round => round.Bare.AllocatedBytes), "B");
    }
}
