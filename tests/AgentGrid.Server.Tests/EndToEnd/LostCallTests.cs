using System.Text.Json;
using AgentGrid.Agents;
using AgentGrid.Analytics;
using AgentGrid.Client;
using AgentGrid.Sessions;
using AgentGrid.Testing.Llm;
using Microsoft.Data.Sqlite;

namespace AgentGrid.Server.Tests.EndToEnd;

/// <summary>What the ledger says of a turn's provider calls after <c>kill -9</c> in mid-turn.</summary>
public sealed class LostCallTests
{
    private static readonly OpenAiWire OpenAi = new();
    private static readonly AnthropicWire Anthropic = new();
    private static readonly string LongInstructions = string.Concat(Enumerable.Repeat("Answer with care and in whole words. ", 500));

    [Fact]
    public async Task Kill_AfterAFallback_BooksEveryAttemptAndThePromptAsItWasSent()
    {
        await using var broken = await FakeProviderServer.StartAsync(FakeReplies.Error(500, "{}"));
        await using var model = await FakeProviderServer.StartAsync(FakeReplies.StreamThenStall(OpenAi.Head() + OpenAi.Pieces("Half an answer")));
        var (answer, ledger) = await KillAsync(
            [.. Provider("broken", "openai-compatible", broken), .. Provider("slow", "openai-compatible", model)],
            new AgentConfig { Model = "broken/m", FallbackModels = ["slow/m"], Instructions = LongInstructions },
            TurnEventNames.Delta);

        (answer.Content, answer.Model).ShouldBe(("Half an answer", "slow/m"));
        var calls = answer.Usage.ShouldNotBeNull().Calls;
        calls.Select(call => (call.Provider, call.Outcome)).Distinct().ShouldBe([("broken", UsageOutcome.Failed), ("slow", UsageOutcome.Cancelled)]);
        calls.Count(call => call.Provider == "broken").ShouldBe(broken.Requests.Count);
        calls[^1].Estimated.ShouldBeTrue();
        calls[^1].InputTokens.ShouldBeGreaterThan(4_000);
        calls[^1].OutputTokens.ShouldBeInRange(3, 10);
        calls[^1].CostUsd.ShouldBe((calls[^1].InputTokens + (10m * calls[^1].OutputTokens)) / 1_000_000m);
        ledger.ShouldBe([("broken/m", broken.Requests.Count, 0), ("slow/m", 1, calls[^1].InputTokens)]);
    }

    [Fact]
    public async Task Kill_AfterAToolRound_KeepsItsExactRecord()
    {
        await using var model = await FakeProviderServer.StartAsync(
            FakeReplies.Stream(OpenAi.TwoToolCalls()), FakeReplies.StreamThenStall(OpenAi.Head() + OpenAi.Pieces("So far ")));
        var (answer, ledger) = await KillAsync(
            Provider("slow", "openai-compatible", model), new AgentConfig { Model = "slow/m" }, TurnEventNames.Delta);

        var calls = answer.Usage.ShouldNotBeNull().Calls;
        calls.Select(call => (call.Outcome, call.Estimated)).ShouldBe([(UsageOutcome.Succeeded, false), (UsageOutcome.Cancelled, true)]);
        (calls[0].InputTokens, calls[0].CachedInputTokens, calls[0].OutputTokens).ShouldBe((100, 40, 20));
        calls[1].OutputTokens.ShouldBeInRange(2, 6);
        ledger.ShouldBe([("slow/m", 2, 100 + calls[1].InputTokens)]);
    }

    [Fact]
    public async Task Kill_WhenTheProviderHadReportedItsInput_BooksThat()
    {
        await using var model = await FakeProviderServer.StartAsync(FakeReplies.StreamThenStall(Anthropic.Head() + Anthropic.Pieces("Half")));
        var (answer, ledger) = await KillAsync(
            Provider("claude", "anthropic", model), new AgentConfig { Model = "claude/m", Instructions = LongInstructions }, TurnEventNames.Delta);

        var call = answer.Usage.ShouldNotBeNull().Calls.ShouldHaveSingleItem();
        (call.InputTokens, call.CachedInputTokens).ShouldBe((100, 40));
        ledger.ShouldBe([("claude/m", 1, 100)]);
    }

    [Fact]
    public async Task Kill_BeforeTheFirstToken_BooksTheRequest()
    {
        await using var model = await FakeProviderServer.StartAsync(FakeReplies.Silence());
        var (answer, ledger) = await KillAsync(
            Provider("slow", "openai-compatible", model), new AgentConfig { Model = "slow/m", Instructions = LongInstructions }, TurnEventNames.Started);

        (answer.Content, answer.Model, answer.Status).ShouldBe(("", null, MessageStatus.Interrupted));
        var call = answer.Usage.ShouldNotBeNull().Calls.ShouldHaveSingleItem();
        (call.Model, call.Estimated, call.OutputTokens).ShouldBe(("m", true, 0));
        call.InputTokens.ShouldBeGreaterThan(4_000);
        ledger.ShouldBe([("slow/m", 1, call.InputTokens)]);
    }

    /// <summary>Kills the server once it has shown an event and noted the call, twice, and reads the answer and the ledger's sums by model.</summary>
    private static async Task<(SessionMessage Answer, List<(string Key, long Calls, long Input)> Ledger)> KillAsync(
        string[] settings, AgentConfig config, string shown)
    {
        await using var server = new ServerUnderTest([.. settings, "--AgentGrid:Llm:Retry:BaseDelaySeconds", "0.01"]);
        await server.StartAsync();
        using var http = server.CreateHttpClient();
        var client = new AgentGridClient(http);
        await client.SetupAsync("ada@example.com", "correct horse battery", "Ada");
        var agent = await client.CreateAgentAsync("Slow", config);
        var sessionId = "";
        var killed = false;
        await foreach (var turnEvent in client.StreamChatAsync(new ChatMessage(agent.Id, "What time is it?")))
        {
            if (turnEvent.Name == TurnEventNames.Started)
            {
                sessionId = JsonDocument.Parse(turnEvent.Data).RootElement.GetProperty("sessionId").GetString()!;
            }

            if (turnEvent.Name == shown && !killed)
            {
                killed = true;
                await NotedAsync(server);
                await server.KillAsync();
                await server.StartAsync();
            }
        }

        // Nothing is left to be booked again.
        await server.KillAsync();
        await server.StartAsync();
        var answer = (await client.ListMessagesAsync(sessionId)).Items[1];
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/usage?groupBy=model");
        request.Headers.Authorization = new("Bearer", client.Token);
        using var response = await http.SendAsync(request);
        using var usage = JsonDocument.Parse(await response.Content.ReadAsStringAsync());
        return (answer,
        [
            .. usage.RootElement.GetProperty("items").EnumerateArray().Select(item => (
                item.GetProperty("key").GetString()!, item.GetProperty("calls").GetInt64(), item.GetProperty("inputTokens").GetInt64())),
        ]);
    }

    /// <summary>Waits until the running call is in the database, as the provider's side cannot tell.</summary>
    private static async Task NotedAsync(ServerUnderTest server)
    {
        await using var database = new SqliteConnection($"Data Source={Path.Combine(server.Folder, "agentgrid.db")};Mode=ReadOnly;Pooling=False");
        await database.OpenAsync();
        await using var command = database.CreateCommand();
        command.CommandText = "SELECT COUNT(*) FROM turn_events WHERE calls LIKE '%\"running\":true%'";
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(1), TimeProvider.System);
        while (await command.ExecuteScalarAsync(patience.Token) is 0L)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System, patience.Token);
        }
    }

    private static string[] Provider(string name, string type, FakeProviderServer server) =>
    [
        $"--AgentGrid:Llm:Providers:{name}:Type", type,
        $"--AgentGrid:Llm:Providers:{name}:BaseUrl", type == "anthropic" ? server.Address : $"{server.Address}/v1",
        $"--AgentGrid:Llm:Providers:{name}:ApiKey", "key", $"--AgentGrid:Llm:Providers:{name}:Models:0", "m",
        $"--AgentGrid:Llm:Prices:{name}/m:Input", "1", $"--AgentGrid:Llm:Prices:{name}/m:Output", "10",
    ];
}
