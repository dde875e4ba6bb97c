using AgentGrid.Analytics;
using AgentGrid.Core.Llm;
using AgentGrid.Core.Llm.Routing;
using AgentGrid.Testing.Llm;
using Microsoft.Extensions.AI;

namespace AgentGrid.Core.Tests.Llm.Routing;

public sealed class FallbackTests
{
    private static readonly OpenAiWire Wire = new();

    [Fact]
    public async Task Stream_FirstModelFails_FallbackAnswersAndSaysWhy()
    {
        await using var sick = await FakeProviderServer.StartAsync(FakeReplies.Error(500, Wire.ErrorBody(500, "boom")));
        await using var well = await FakeProviderServer.StartAsync(FakeReplies.Stream(Wire.Text("from b")));
        await using var host = Host(sick, well);
        var updates = await ReadAsync(host, "a/m", "b/m");

        string.Concat(updates.Select(update => update.Text)).ShouldBe("from b");
        var report = RouteReport.Of(updates[0]).ShouldNotBeNull();
        report.Model.ToString().ShouldBe("b/m");
        var rejection = report.Rejections.ShouldHaveSingleItem();
        (rejection.Model, rejection.Code).ShouldBe(("a/m", LlmErrorCodes.ProviderError));
        host.Usage.Snapshot().Select(record => (record.Provider, record.Outcome))
            .ShouldBe([("a", UsageOutcome.Failed), ("b", UsageOutcome.Succeeded)]);
    }

    [Fact]
    public async Task Stream_FirstModelBreaksAfterAToken_NoFallback()
    {
        await using var sick = await FakeProviderServer.StartAsync(FakeReplies.StreamThenCut(Wire.Head() + Wire.Pieces("half")));
        await using var well = await FakeProviderServer.StartAsync(FakeReplies.Stream(Wire.Text("from b")));
        await using var host = Host(sick, well);

        await Should.ThrowAsync<LlmException>(() => ReadAsync(host, "a/m", "b/m"));
        well.Requests.ShouldBeEmpty();
    }

    [Fact]
    public async Task Stream_AllFail_TheFirstFailureIsTheAnswerAndTheOthersAreNamed()
    {
        await using var first = await FakeProviderServer.StartAsync(FakeReplies.Error(429, Wire.ErrorBody(429, "slow")));
        await using var second = await FakeProviderServer.StartAsync(FakeReplies.Error(500, Wire.ErrorBody(500, "boom")));
        await using var host = Host(first, second);
        var failure = await Should.ThrowAsync<LlmException>(() => ReadAsync(host, "a/m", "b/m"));

        failure.Code.ShouldBe(LlmErrorCodes.RateLimited);
        failure.Message.ShouldContain("b/m");
    }

    [Theory]
    [InlineData("600", "30", 30)]
    [InlineData("600", null, 600)]
    [InlineData(null, null, null)]
    public async Task Stream_AllFail_TheEarliestTimeToTryAgainIsPassedOn(string? first, string? second, int? seconds)
    {
        await using var a = await FakeProviderServer.StartAsync(FakeReplies.Error(429, Wire.ErrorBody(429, "slow"), first));
        await using var b = await FakeProviderServer.StartAsync(FakeReplies.Error(503, Wire.ErrorBody(503, "full"), second));
        await using var host = Host(a, b);
        var failure = await Should.ThrowAsync<LlmException>(() => ReadAsync(host, "a/m", "b/m"));

        failure.ToFailure().RetryAfterSeconds.ShouldBe(seconds);
        failure.Retryable.ShouldBeTrue();
    }

    [Fact]
    public async Task Stream_EarlierImageAndAModelThatReadsNone_IsReplacedByWords()
    {
        await using var well = await FakeProviderServer.StartAsync(FakeReplies.Stream(Wire.Text("ok")));
        await using var host = Host(well, well);
        var image = new ChatMessage(ChatRole.User, [new DataContent(new byte[] { 1 }, "image/png"), new TextContent("Look")]);
        await host.Chat.GetResponseAsync([image, new(ChatRole.Assistant, "I see"), new(ChatRole.User, "Next")], host.Options("a/gpt-3.5-turbo"));

        var body = well.Requests.ShouldHaveSingleItem().Body;
        body.ShouldNotContain("image_url");
        body.ShouldContain("An image that this model cannot read");
    }

    [Fact]
    public async Task Stream_UnknownModelWithAFallback_FallbackAnswers()
    {
        await using var well = await FakeProviderServer.StartAsync(FakeReplies.Stream(Wire.Text("ok")));
        await using var host = Host(well, well);
        var updates = await ReadAsync(host, "gone/model", "b/m");

        RouteReport.Of(updates[0]).ShouldNotBeNull().Rejections.ShouldHaveSingleItem().Code.ShouldBe(LlmErrorCodes.UnknownModel);
    }

    [Fact]
    public async Task Stream_VendorWithoutAKey_OfflineAnswersAndTheReportSaysWhichVariableIsMissing()
    {
        await using var host = new LlmHost([]);
        var updates = await ReadAsync(host, "openai/gpt-4.1");

        var report = RouteReport.Of(updates[0]).ShouldNotBeNull();
        report.Model.ToString().ShouldBe("offline/extractive");
        report.Rejections.ShouldHaveSingleItem().Reason.ShouldContain("OPENAI_API_KEY");
        string.Concat(updates.Select(update => update.Text)).ShouldStartWith("*The model that this agent uses is not ready");
    }

    [Fact]
    public async Task Stream_DefaultIsOnlyOffline_TheFallbackThatTheAgentNamesAnswersFirst()
    {
        await using var well = await FakeProviderServer.StartAsync(FakeReplies.Stream(Wire.Text("from b")), FakeReplies.Error(500, "{}"));
        await using var host = Host(well, well);

        string.Concat((await ReadAsync(host, "default", "b/m")).Select(update => update.Text)).ShouldBe("from b");
        var offline = await ReadAsync(host, "default", "b/m");
        var report = RouteReport.Of(offline[0]).ShouldNotBeNull();
        report.Model.ToString().ShouldBe("offline/extractive");
        report.Rejections.ShouldContain(rejection => rejection.Model == "b/m" && rejection.Code == LlmErrorCodes.ProviderError);
    }

    [Fact]
    public async Task Stream_AliasWhoseModelIsGone_OfflineAnswersAndSaysWhich()
    {
        await using var host = new LlmHost([KeyValuePair.Create("Aliases:default", "gone/m")]);
        var updates = await ReadAsync(host, "default");

        var report = RouteReport.Of(updates[0]).ShouldNotBeNull();
        report.Model.ToString().ShouldBe("offline/extractive");
        report.Rejections.ShouldHaveSingleItem().Reason.ShouldContain("'gone/m', which does not exist here");
        string.Concat(updates.Select(update => update.Text)).ShouldStartWith("*The model that this agent uses is not ready");

        var strict = (ModelRequest.Of(host.Options("default")) with { AllowOffline = false }).ApplyTo(host.Options("default"));
        (await Should.ThrowAsync<LlmException>(() => host.Chat.GetResponseAsync([new ChatMessage(ChatRole.User, "Hi")], strict)))
            .Code.ShouldBe(LlmErrorCodes.NoProvider);
    }

    [Fact]
    public async Task Stream_OfflineByDefault_SaysNothingOfOtherProviders()
    {
        await using var host = new LlmHost([]);

        string.Concat((await ReadAsync(host, "default")).Select(update => update.Text)).ShouldNotContain("is not ready");
    }

    private static LlmHost Host(FakeProviderServer a, FakeProviderServer b) => new(new Dictionary<string, string>
    {
        ["Providers:a:Type"] = "openai-compatible",
        ["Providers:a:BaseUrl"] = a.Address + "/v1",
        ["Providers:b:Type"] = "openai-compatible",
        ["Providers:b:BaseUrl"] = b.Address + "/v1",
        ["Retry:MaxRetries"] = "0",
    });

    private static async Task<List<ChatResponseUpdate>> ReadAsync(LlmHost host, string model, params string[] fallbacks) =>
        await host.Chat.GetStreamingResponseAsync([new ChatMessage(ChatRole.User, "Hi")], host.Options(model, fallbacks)).ToListAsync();
}
