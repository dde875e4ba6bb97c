using AgentGrid.Analytics;
using AgentGrid.Core.Llm;
using AgentGrid.Core.Llm.Resilience;
using AgentGrid.Core.Llm.Routing;
using AgentGrid.Core.Tests.Llm.Providers;
using AgentGrid.Testing.Llm;
using Microsoft.AspNetCore.Http;

namespace AgentGrid.Core.Tests.Llm.Dialects;

/// <summary>What models do without: they are asked once more without it, and no more with it.</summary>
public sealed class DialectTests
{
    [Theory]
    [InlineData("openai", "/v1", 400, "Unsupported value: 'temperature' does not support 0.5 with this model. Only the default (1) value is supported.")]
    [InlineData("openai-compatible", "/v1", 400, "invalid temperature: only 1 is allowed for this model")]
    [InlineData("anthropic", "", 400, "`temperature` is deprecated for this model.")]
    public async Task Sampling_IsRefused_TheModelAnswersWithoutItAndSaysSo(string type, string basePath, int status, string words)
    {
        var wire = WireOf(type);
        await using var server = await FakeProviderServer.StartAsync(
            context => Answer(context, wire, status, words, refused: Body(context).Contains("\"temperature\"", StringComparison.Ordinal)));
        await using var host = VendorHost.Create(type, server, basePath);
        var updates = await VendorHost.AskAsync(host);

        string.Concat(updates.Select(update => update.Text)).ShouldBe("ok");
        var notice = RouteReport.Of(updates[0]).ShouldNotBeNull().Rejections.ShouldHaveSingleItem();
        (notice.Model, notice.Code).ShouldBe(("p/m", LlmErrorCodes.SamplingNotSupported));
        notice.Reason.ShouldContain("temperature");
        host.Usage.Snapshot().Select(record => (record.Outcome, record.InputTokens > 0))
            .ShouldBe([(UsageOutcome.Failed, false), (UsageOutcome.Succeeded, true)]);
        host.Get<ProviderRuntimes>().HealthOf("p").Circuit.ShouldBe(CircuitState.Closed);

        RouteReport.Of((await VendorHost.AskAsync(host))[0]).ShouldNotBeNull().Rejections.ShouldHaveSingleItem();
        server.Requests.Count.ShouldBe(3);
    }

    [Theory]
    [InlineData("openai-compatible", 400, "System role not supported")]
    [InlineData("openai-compatible", 500, "Template error: Conversation roles must alternate user/assistant/user/assistant/...")]
    [InlineData("openai-compatible", 400, "Only user and assistant roles are supported!")]
    [InlineData("openai", 400, "Unsupported value: 'messages[0].role' does not support 'system' with this model.")]
    [InlineData("gemini", 400, "Developer instruction is not enabled for models/gemma-3-27b-it")]
    public async Task SystemRole_IsRefused_TheRulesStandBeforeTheUsersFirstWords(string type, int status, string words)
    {
        var wire = WireOf(type);
        await using var server = await FakeProviderServer.StartAsync(
            context => Answer(context, wire, status, words, refused: Body(context).Contains("system", StringComparison.Ordinal)));
        await using var host = VendorHost.Create(type, server, type == "gemini" ? "" : "/v1");

        string.Concat((await VendorHost.AskAsync(host)).Select(update => update.Text)).ShouldBe("ok");
        var turns = server.Requests[1].Json.GetProperty(type == "gemini" ? "contents" : "messages");
        turns.EnumerateArray().Select(turn => turn.GetProperty("role").GetString()).ShouldBe(["user", type == "gemini" ? "model" : "assistant", "user"]);
        var first = turns[0].GetRawText();
        first.IndexOf("Rules.", StringComparison.Ordinal).ShouldBeInRange(0, first.IndexOf("First?", StringComparison.Ordinal));

        await VendorHost.AskAsync(host);
        server.Requests.Count.ShouldBe(3);
    }

    [Theory]
    [InlineData(400, "The field 'messages' is missing.")]
    [InlineData(429, "Requests to the system role are limited; temperature too.")]
    public async Task Refusal_ForAnotherReason_Stands(int status, string words)
    {
        await using var server = await FakeProviderServer.StartAsync(context => Answer(context, new OpenAiWire(), status, words, refused: true));
        await using var host = VendorHost.Create("openai-compatible", server);

        await Should.ThrowAsync<LlmException>(() => VendorHost.AskAsync(host));
        server.Requests.Count.ShouldBe(1);
    }

    private static Task Answer(HttpContext context, ProviderWire wire, int status, string words, bool refused) => refused
        ? FakeReplies.Error(status, wire.ErrorBody(status, words))(context)
        : FakeReplies.Stream(wire.Text("ok"))(context);

    private static string Body(HttpContext context) => (string)context.Items[FakeProviderServer.BodyItem]!;

    private static ProviderWire WireOf(string type) => type switch
    {
        "anthropic" => new AnthropicWire(),
        "gemini" => new GeminiWire(),
        _ => new OpenAiWire(),
    };
}
