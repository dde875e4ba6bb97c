using System.Collections.Immutable;
using System.Diagnostics;
using AgentGrid.Agents;
using AgentGrid.Analytics;
using AgentGrid.Benchmarks.Running;
using AgentGrid.Sessions;
using AgentGrid.Storage.Agents;
using AgentGrid.Storage.Migrations;
using AgentGrid.Storage.Sessions;
using AgentGrid.Storage.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;

namespace AgentGrid.Benchmarks.Storage;

/// <summary>Whole turns as a session grain writes them: begin, eight batches of eight events, end with answer and usage.</summary>
internal static class TurnWrites
{
    private const int Turns = 2_000;
    private const int Sessions = 256;
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly string Text = string.Join(' ', Enumerable.Range(0, 64).Select(i => $"token{i}"));

    public static async Task RunAsync(BenchmarkReport report, SqliteDatabase database, CancellationToken cancellationToken)
    {
        var runner = new MigrationRunner(database, TimeProvider.System, NullLogger<MigrationRunner>.Instance);
        await runner.ApplyOwnAsync(cancellationToken);
        await new AgentStore(database).CreateAsync(new NewAgent("a", "A", null, "u", new AgentConfig(), Start), cancellationToken);
        var store = new SessionStore(database);

        var figures = await WriteFigures.MeasureAsync(() => ManySessionsAsync(store));
        StorageBenchmark.Report(report, $"turns of 64 tokens, {Sessions} sessions", figures);
        await LongSessionAsync(report, store);
    }

    private static async Task<double[]> ManySessionsAsync(SessionStore store)
    {
        var latencies = new double[Turns];
        var next = -1;
        await Task.WhenAll(Enumerable.Range(0, Sessions).Select(session => Task.Run(async () =>
        {
            var first = true;
            for (var i = Interlocked.Increment(ref next); i < Turns; i = Interlocked.Increment(ref next))
            {
                var began = Stopwatch.GetTimestamp();
                await TurnAsync(store, $"s{session}", $"t{i}", first);
                first = false;
                latencies[i] = Stopwatch.GetElapsedTime(began).TotalMicroseconds;
            }
        })));
        return latencies;
    }

    private static async Task LongSessionAsync(BenchmarkReport report, SessionStore store)
    {
        // Steps of a thousand turns, so that one disturbance does not stand for a figure.
        for (var step = 0; step < 10; step++)
        {
            var from = step * 1_000;
            var figures = await WriteFigures.MeasureAsync(async () =>
            {
                var latencies = new double[1_000];
                for (var i = 0; i < latencies.Length; i++)
                {
                    var began = Stopwatch.GetTimestamp();
                    await TurnAsync(store, "long", $"long{from + i}", from + i == 0);
                    await store.ListLastMessagesAsync("long", 20);
                    latencies[i] = Stopwatch.GetElapsedTime(began).TotalMicroseconds;
                }

                return latencies;
            });
            if (step is 0 or 9)
            {
                StorageBenchmark.Report(report, $"one session, turns {from + 1} to {from + 1_000}", figures);
            }
        }
    }

    private static async Task TurnAsync(SessionStore store, string session, string turn, bool isNew)
    {
        Check(await store.BeginTurnAsync(new NewTurn(
            session, turn, "hash", "A question of some length about something", $"q{turn}", 1, "p/m", Events(1, 1), Start,
            isNew ? new NewSession("a", 1, "u", "Title", ImmutableDictionary<string, string>.Empty) : null)));
        for (var batch = 0; batch < 8; batch++)
        {
            Check(await store.AppendEventsAsync(session, turn, Events(2 + (batch * 8), 8)));
        }

        var answer = new SessionMessage(
            $"a{turn}", 0, MessageRole.Assistant, Text, [], [], null, 1, "p/m", MessageStatus.Complete, Start)
        { TurnId = turn };
        var usage = new UsageRecord(
            $"u{turn}", "u", "a", 1, session, turn, UsagePurposes.Answer, "p", "m", 100, 0, 64, 0, 0.001m, false,
            UsageOutcome.Succeeded, 10, Start);
        Check(await store.EndTurnAsync(new EndedTurn(
            session, turn, TurnStatus.Complete, Events(66, 2), answer, [usage], Start)));
    }

    private static ImmutableArray<TurnEvent> Events(long first, int count) =>
        [.. Enumerable.Range(0, count).Select(i => new TurnEvent(first + i, TurnEventNames.Delta, """{"text":"token "}"""))];

    private static void Check<T>(Outcome<T> outcome)
    {
        if (outcome.Failure is { } failure)
        {
            throw new InvalidOperationException(failure.Detail);
        }
    }
}
