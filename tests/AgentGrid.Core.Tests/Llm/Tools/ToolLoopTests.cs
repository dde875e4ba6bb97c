using System.Text.Json;
using AgentGrid.Agents;
using AgentGrid.Core.Llm;
using AgentGrid.Core.Llm.Metering;
using AgentGrid.Core.Llm.Tools;
using AgentGrid.Core.Tests.Llm.Providers;
using AgentGrid.Sessions;
using AgentGrid.Testing.Llm;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Logging.Abstractions;

namespace AgentGrid.Core.Tests.Llm.Tools;

public sealed class ToolLoopTests
{
    private readonly WeatherTool _weather = new();

    [Fact]
    public async Task Call_OfAToolThatIsNotAllowed_IsAnErrorToTheModelAndRunsNothing()
    {
        var model = new ScriptedChatClient(Scripts.Tools(Call("a", "delete_everything")), Scripts.Text("Sorry."));
        var updates = await RunAsync(model);

        var result = Results(updates).ShouldHaveSingleItem();
        ToolResults.Of(result).Ok.ShouldBeFalse();
        result.Result.ShouldBeOfType<string>().ShouldContain("There is no tool 'delete_everything'");
        _weather.Cities.ShouldBeEmpty();
        Texts(updates).ShouldBe("Sorry.");
    }

    [Fact]
    public async Task Call_ArgumentsThatDoNotFit_AreAnErrorToTheModel()
    {
        var model = new ScriptedChatClient(Scripts.Tools(Call("a", "weather", ("town", "Paris"))), Scripts.Text("Sorry."));
        var updates = await RunAsync(model);

        Results(updates).ShouldHaveSingleItem().Result.ShouldBeOfType<string>().ShouldContain("$.city is missing");
        _weather.Cities.ShouldBeEmpty();
    }

    [Fact]
    public async Task Call_ResultLongerThanTheModelReads_IsShortenedAndTheRoundAskedAgain()
    {
        var model = new ScriptedChatClient(
            Scripts.Tools(Call("a", "talkative")),
            Scripts.Fail(new LlmException(LlmErrorCodes.ContextTooLong, "Too long.")),
            Scripts.Text("Read."));
        var updates = await RunAsync(model, new TalkativeTool());

        Texts(updates).ShouldBe("Read.");
        var results = model.Requests[2].Messages.SelectMany(message => message.Contents).OfType<FunctionResultContent>();
        results.ShouldHaveSingleItem().Result.ShouldBeOfType<string>().Length.ShouldBeLessThan(TalkativeTool.Length);
    }

    [Fact]
    public async Task Call_ArgumentsLongerThanTheModelReads_AreShortenedUntilTheyFit()
    {
        const int most = 2_000;
        var call = Call("a", "weather", ("city", new string('x', 300_000)));
        var model = new ScriptedChatClient(Scripts.Tools(call), Scripts.Fail(new LlmException(LlmErrorCodes.ContextTooLong, "Too long.")), Scripts.Text("Read."));
        var updates = await RunAsync(model);
        Texts(updates).ShouldBe("Read.");

        var sent = model.Requests[2].Messages.SelectMany(message => message.Contents).OfType<FunctionCallContent>().ShouldHaveSingleItem();
        sent.Arguments!["city"].ShouldBeOfType<string>().Length.ShouldBeLessThan(51_000);
        var messages = model.Requests[2].Messages.ToList();
        while (RoundPrompt.Shorten(messages) is { } cut)
        {
            cut.ShouldBe(PromptCut.Tools);
        }

        messages.Sum(message => message.Contents.OfType<FunctionCallContent>().Sum(content => content.Arguments!.Values.Sum(value => value!.ToString()!.Length)))
            .ShouldBeLessThan(most);
    }

    [Fact]
    public async Task Rounds_UsedUp_CallsThatDidNotRunSaySo()
    {
        var model = new ScriptedChatClient(Scripts.Tools(Call("a", "weather", ("city", "Rome"))), Scripts.Tools(Call("b", "weather", ("city", "Oslo"))));
        var updates = await RunAsync(model, limits: new ToolLimits(1, null));

        var last = Results(updates)[^1];
        (last.CallId, ToolResults.Of(last).Ok).ShouldBe(("b", false));
        _weather.Cities.ShouldBe(["Rome"]);
    }

    [Fact]
    public async Task Call_ToolThrows_TurnGoesOnAndNoDetailLeaks()
    {
        var model = new ScriptedChatClient(Scripts.Tools(Call("a", "broken")), Scripts.Text("Sorry."));
        var updates = await RunAsync(model, new BrokenTool());

        Results(updates).ShouldHaveSingleItem().Result.ShouldBe("The tool failed.");
        Texts(updates).ShouldBe("Sorry.");
    }

    [Fact]
    public async Task Rounds_UsedUp_LastCallForbidsTools()
    {
        var model = new ScriptedChatClient(
            Scripts.Tools(Call("a", "weather", ("city", "Rome"))),
            Scripts.Tools(Call("b", "weather", ("city", "Oslo"))),
            Scripts.Text("Enough."));
        var updates = await RunAsync(model, limits: new ToolLimits(2, null));

        model.Calls.ShouldBe(3);
        model.Requests[2].Options!.ToolMode.ShouldBe(ChatToolMode.None);
        Texts(updates).ShouldBe("Enough.");
    }

    [Fact]
    public async Task Rounds_ModelInsistsOnTools_EndsWithToolRounds()
    {
        var model = new ScriptedChatClient(Scripts.Tools(Call("a", "weather", ("city", "Rome"))));
        var updates = await RunAsync(model, limits: new ToolLimits(1, null));

        model.Calls.ShouldBe(2);
        updates[^1].FinishReason!.Value.Value.ShouldBe(FinishReasons.ToolRounds);
        _weather.Cities.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Cost_Reached_NoFurtherModelCall()
    {
        var sink = new UsageCollector();
        var model = new ScriptedChatClient(
            stop =>
            {
                sink.Record(new AgentGrid.Analytics.UsageRecord(
                    "use_1", null, null, null, null, null, "answer", "p", "m", 1, 0, 1, 0, 0.5m, false,
                    AgentGrid.Analytics.UsageOutcome.Succeeded, 1, default));
                return Scripts.Tools(Call("a", "weather", ("city", "Rome")))(stop);
            },
            Scripts.Text("never"));
        var updates = await RunAsync(model, limits: new ToolLimits(5, 0.4m), sink: sink);

        model.Calls.ShouldBe(1);
        updates[^1].FinishReason!.Value.Value.ShouldBe(FinishReasons.CostLimit);
        (await RunAsync(model, limits: new ToolLimits(5, 0.4m), sink: sink)).ShouldHaveSingleItem().FinishReason.ShouldBe(ToolLoopChatClient.CostLimit);
        model.Calls.ShouldBe(1, "all was spent before");
    }

    [Fact]
    public async Task Calls_WithTheSameIdInTwoRounds_GetIdsThatDiffer()
    {
        var model = new ScriptedChatClient(
            Scripts.Tools(Call("call_0", "weather", ("city", "Rome"))),
            Scripts.Tools(Call("call_0", "weather", ("city", "Oslo"))),
            Scripts.Text("Done."));
        var updates = await RunAsync(model);

        Results(updates).Select(result => result.CallId).Distinct().Count().ShouldBe(2);
    }

    [Fact]
    public async Task CurrentTime_InAZone_TellsIt()
    {
        var clock = new ManualClock();
        var tool = new CurrentTimeTool(clock);
        var utc = await tool.RunAsync(Invocation("{}"), default);
        var tokyo = await tool.RunAsync(Invocation("""{"timeZone":"Asia/Tokyo"}"""), default);
        var nowhere = await tool.RunAsync(Invocation("""{"timeZone":"Mars/Olympus"}"""), default);

        utc.Content.ShouldBe("Wednesday, 2025-01-01T00:00:00+00:00 (UTC)");
        tokyo.Content.ShouldContain("2025-01-01T09:00:00+09:00");
        nowhere.Ok.ShouldBeFalse();
        tool.IsNamedIn(new AgentTools { CurrentTime = false }).ShouldBeFalse();
    }

    private async Task<List<ChatResponseUpdate>> RunAsync(
        IChatClient model, IAgentTool? tool = null, ToolLimits? limits = null, IUsageSink? sink = null)
    {
        using var loop = new ToolLoopChatClient(model, new ToolRunner(NullLogger<ToolRunner>.Instance));
        var options = new ModelRequest { Limits = limits ?? ToolLimits.Default, Usage = new UsageScope { Sink = sink } }
            .ApplyTo(new ChatOptions { Tools = [new AgentToolDeclaration(tool ?? _weather)] });
        return await loop.GetStreamingResponseAsync([new ChatMessage(ChatRole.User, "Hi")], options).ToListAsync();
    }

    private static FunctionCallContent Call(string id, string name, params (string Key, object Value)[] arguments) =>
        new(id, name, arguments.ToDictionary(argument => argument.Key, argument => (object?)argument.Value));

    private static ToolInvocation Invocation(string arguments) =>
        new("c", JsonSerializer.Deserialize<JsonElement>(arguments), UsageScope.None);

    private static List<FunctionResultContent> Results(IEnumerable<ChatResponseUpdate> updates) =>
        [.. updates.SelectMany(update => update.Contents).OfType<FunctionResultContent>()];

    private static string Texts(IEnumerable<ChatResponseUpdate> updates) => string.Concat(updates
        .Where(update => update.Role == ChatRole.Assistant).Select(update => update.Text));

    private sealed class TalkativeTool : IAgentTool
    {
        public const int Length = 10_000;

        public string Name => "talkative";

        public string Description => "Says much.";

        public JsonElement Parameters { get; } = JsonSerializer.Deserialize<JsonElement>("""{"type":"object"}""");

        public bool IsNamedIn(AgentTools config) => true;

        public Task<ToolOutcome> RunAsync(ToolInvocation invocation, CancellationToken cancellationToken) =>
            Task.FromResult(ToolOutcome.Success(new string('x', Length)));
    }

    private sealed class BrokenTool : IAgentTool
    {
        public string Name => "broken";

        public string Description => "Always throws.";

        public JsonElement Parameters { get; } = JsonSerializer.Deserialize<JsonElement>("""{"type":"object"}""");

        public bool IsNamedIn(AgentTools config) => true;

        public Task<ToolOutcome> RunAsync(ToolInvocation invocation, CancellationToken cancellationToken) =>
            throw new InvalidOperationException("secret path /etc/keys");
    }
}
