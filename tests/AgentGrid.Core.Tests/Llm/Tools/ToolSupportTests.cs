using AgentGrid.Analytics;
using AgentGrid.Core.Llm;
using AgentGrid.Core.Llm.Resilience;
using AgentGrid.Core.Llm.Routing;
using AgentGrid.Core.Llm.Tools;
using AgentGrid.Core.Tests.Llm.Providers;
using AgentGrid.Testing.Llm;
using AgentGrid.Testing.Time;
using Microsoft.Extensions.AI;

namespace AgentGrid.Core.Tests.Llm.Tools;

public sealed class ToolSupportTests
{
    private const string Ollama = "registry.ollama.ai/library/gemma:2b does not support tools";
    private static readonly OpenAiWire Wire = new();

    [Fact]
    public async Task Tools_AreRefused_TheModelAnswersWithoutThemAndSaysSo()
    {
        await using var server = await FakeProviderServer.StartAsync(Toolless);
        await using var host = Host(server);
        var updates = await VendorHost.AskAsync(host);

        string.Concat(updates.Select(update => update.Text)).ShouldBe("plain");
        var notice = RouteReport.Of(updates[0]).ShouldNotBeNull().Rejections.ShouldHaveSingleItem();
        (notice.Model, notice.Code).ShouldBe(("p/m", LlmErrorCodes.ToolsNotSupported));
        notice.Reason.ShouldContain("gemma:2b does not support tools");
        notice.Reason.ShouldContain("tools.currentTime");
        host.Usage.Snapshot().Select(record => (record.Outcome, record.InputTokens > 0))
            .ShouldBe([(UsageOutcome.Failed, false), (UsageOutcome.Succeeded, true)]);
        host.Get<ProviderRuntimes>().HealthOf("p").Circuit.ShouldBe(CircuitState.Closed);
    }

    [Fact]
    public async Task Refusal_IsRemembered_ByModelAndUntilTheProviderIsChanged()
    {
        await using var server = await FakeProviderServer.StartAsync(Toolless);
        await using var host = Host(server);
        await VendorHost.AskAsync(host);
        server.Requests.Count.ShouldBe(2);

        RouteReport.Of((await VendorHost.AskAsync(host))[0]).ShouldNotBeNull().Rejections.ShouldHaveSingleItem();
        server.Requests.Count.ShouldBe(3);

        await VendorHost.AskAsync(host, "p/other");
        server.Requests.Count.ShouldBe(5);

        host.Registry.SetOverrides(
            [host.Registry.Current.Find("p").ShouldNotBeNull() with { ApiKey = "another" }], new Dictionary<string, string>());
        await VendorHost.AskAsync(host);
        server.Requests.Count.ShouldBe(7);
    }

    [Fact]
    public async Task Refusal_AnHourAgo_IsPutToTheTestAgain()
    {
        var clock = new ManualTimeProvider();
        var model = new ScriptedChatClient(Refuse(), Scripts.Text("a"), Scripts.Text("b"), Scripts.Text("c"));
        using var client = new ToolSupportChatClient(
            model, new ProviderDefinition { Name = "p", Type = ProviderTypes.OpenAiCompatible }, clock);
        for (var i = 0; i < 2; i++)
        {
            await client.GetStreamingResponseAsync([], WithTool()).ToListAsync();
            clock.Advance(TimeSpan.FromMinutes(40));
        }

        (await client.GetStreamingResponseAsync([], WithTool()).ToListAsync()).ShouldNotContain(update => RouteNotice.Of(update) != null);
        model.Requests.Select(request => request.Options?.Tools?.Count ?? 0).ShouldBe([1, 0, 0, 1]);
    }

    [Fact]
    public async Task Tools_WereNotAllThatIsWrong_TheSecondFailureIsTheAnswerAndNothingIsRemembered()
    {
        var model = new ScriptedChatClient(Refuse(), Scripts.Fail(new LlmException(LlmErrorCodes.QuotaExceeded, "No credit.")), Scripts.Text("a"));
        using var client = new ToolSupportChatClient(
            model, new ProviderDefinition { Name = "p", Type = ProviderTypes.OpenAiCompatible }, TimeProvider.System);
        (await Should.ThrowAsync<LlmException>(() => client.GetStreamingResponseAsync([], WithTool()).ToListAsync().AsTask()))
            .Code.ShouldBe(LlmErrorCodes.QuotaExceeded);

        await client.GetStreamingResponseAsync([], WithTool()).ToListAsync();
        model.Requests.Select(request => request.Options?.Tools?.Count ?? 0).ShouldBe([1, 0, 1]);
    }

    [Fact]
    public async Task Tool_IsRequired_TheRefusalStands()
    {
        var model = new ScriptedChatClient(Refuse(), Scripts.Text("no use"));
        using var client = new ToolSupportChatClient(
            model, new ProviderDefinition { Name = "p", Type = ProviderTypes.OpenAiCompatible }, TimeProvider.System);
        var options = WithTool();
        options.ToolMode = ChatToolMode.RequireAny;

        await Should.ThrowAsync<LlmException>(() => client.GetStreamingResponseAsync([], options).ToListAsync().AsTask());
        model.Calls.ShouldBe(1);
    }

    [Theory]
    [InlineData(400, "registry.ollama.ai/library/gemma:2b does not support tools")]
    [InlineData(400, "\"auto\" tool choice requires --enable-auto-tool-choice and --tool-call-parser to be set")]
    [InlineData(404, "No endpoints found that support tool use. To learn more, visit: https://x")]
    [InlineData(400, "`tool calling` is not supported with this model")]
    [InlineData(400, "Function calling is not enabled for models/gemma-3-27b-it")]
    [InlineData(400, "Tool use with function calling is unsupported by the model.")]
    [InlineData(400, "Unsupported parameter: 'tools' is not supported with this model.")]
    [InlineData(400, "'claude-2.1' does not support tool use.")]
    [InlineData(422, "deepseek-reasoner does not support Function Calling")]
    [InlineData(500, "tools param requires --jinja flag")]
    public async Task Refusal_InTheWordsOfAServer_IsRecognised(int status, string words) => (await IsRefusalAsync(status, words)).ShouldBeTrue();

    [Theory]
    [InlineData(400, "Invalid schema for function 'weather': In context=(), 'oneOf' is not supported.")]
    [InlineData(400, "tools.0.custom.input_schema: 'x' is not supported")]
    [InlineData(400, "Invalid value at 'tools[0].function_declarations[0].parameters': 'format' is not supported")]
    [InlineData(400, "This model does not support images")]
    [InlineData(401, "This key does not support tools")]
    [InlineData(400, "Tool call id call_1 has no answer")]
    public async Task Refusal_ForAnotherReason_IsNone(int status, string words) => (await IsRefusalAsync(status, words)).ShouldBeFalse();

    private static async Task<bool> IsRefusalAsync(int status, string words)
    {
        await using var server = await FakeProviderServer.StartAsync(FakeReplies.Error(status, Wire.ErrorBody(status, words)));
        await using var host = Host(server);
        var failure = await Should.ThrowAsync<LlmException>(() => VendorHost.AskAsync(host));
        ToolRefusal.Is(failure).ShouldBe(server.Requests.Count == 2);
        return server.Requests.Count == 2;
    }

    private static Task Toolless(Microsoft.AspNetCore.Http.HttpContext context) =>
        context.Items[FakeProviderServer.BodyItem] is string body && body.Contains("\"tools\"", StringComparison.Ordinal)
            ? FakeReplies.Error(400, Wire.ErrorBody(400, Ollama))(context)
            : FakeReplies.Stream(Wire.Text("plain"))(context);

    private static ChatScript Refuse() => Scripts.Fail(
        new LlmException(LlmErrorCodes.BadRequest, $"The model provider refused the request (status 400). It said: {Ollama}"));

    private static ChatOptions WithTool() => new() { ModelId = "m", Tools = [new AgentToolDeclaration(new WeatherTool())] };

    private static LlmHost Host(FakeProviderServer server) => VendorHost.Create(ProviderTypes.OpenAiCompatible, server);
}
