using AgentGrid.Core.Llm;
using AgentGrid.Core.Llm.Resilience;
using AgentGrid.Core.Llm.Routing;
using AgentGrid.Testing.Llm;
using Microsoft.Extensions.AI;

namespace AgentGrid.Core.Tests.Llm.Resilience;

public sealed class ProviderGateTests
{
    private static readonly OpenAiWire Wire = new();

    [Fact]
    public async Task Provider_FailsInARow_IsLeftAloneAndAdminSeesIt()
    {
        await using var server = await FakeProviderServer.StartAsync(FakeReplies.Error(500, Wire.ErrorBody(500, "boom")));
        await using var host = Host(server, ("CircuitBreaker:Failures", "2"));
        await Should.ThrowAsync<LlmException>(() => AskAsync(host));
        await Should.ThrowAsync<LlmException>(() => AskAsync(host));
        var refused = await Should.ThrowAsync<LlmException>(() => AskAsync(host));

        refused.Code.ShouldBe(LlmErrorCodes.CircuitOpen);
        server.Requests.Count.ShouldBe(2);
        host.Usage.Snapshot().Count.ShouldBe(2);
        var health = host.Get<ProviderRuntimes>().HealthOf("p");
        health.Circuit.ShouldBe(CircuitState.Open);
        health.LastError.ShouldNotBeNull().ShouldContain("boom");
    }

    [Fact]
    public async Task Provider_RefusesRequests_CircuitStaysClosed()
    {
        await using var server = await FakeProviderServer.StartAsync(FakeReplies.Error(400, Wire.ErrorBody(400, "bad")));
        await using var host = Host(server, ("CircuitBreaker:Failures", "2"));
        for (var i = 0; i < 4; i++)
        {
            (await Should.ThrowAsync<LlmException>(() => AskAsync(host))).Code.ShouldBe(LlmErrorCodes.BadRequest);
        }

        server.Requests.Count.ShouldBe(4);
    }

    [Fact]
    public async Task Concurrency_AboveTheLimit_Waits()
    {
        await using var server = await FakeProviderServer.StartAsync(
            FakeReplies.StreamThenStall(Wire.Head() + Wire.Pieces("x")), FakeReplies.Stream(Wire.Text("second")));
        await using var host = Host(server, ("Providers:p:MaxConcurrency", "1"));
        using var first = new CancellationTokenSource();
        var holding = new TaskCompletionSource();
        var held = Task.Run(async () =>
        {
            await foreach (var update in host.Chat.GetStreamingResponseAsync(Question, host.Options("p/m"), first.Token))
            {
                if (update.Text.Length > 0)
                {
                    holding.TrySetResult();
                }
            }
        });
        await holding.Task.WaitAsync(TimeSpan.FromSeconds(30));
        var waiting = AskAsync(host);
        SpinWait.SpinUntil(() => host.Get<ProviderRuntimes>().HealthOf("p").Waiting == 1, TimeSpan.FromSeconds(30)).ShouldBeTrue();
        server.Requests.Count.ShouldBe(1);

        await first.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => held);
        (await waiting.WaitAsync(TimeSpan.FromSeconds(30))).ShouldBe("second");
    }

    [Fact]
    public async Task Concurrency_BusyForTooLong_TheFallbackAnswers()
    {
        await using var busy = await FakeProviderServer.StartAsync(FakeReplies.StreamThenStall(Wire.Text("held")[..^20]));
        await using var idle = await FakeProviderServer.StartAsync(FakeReplies.Stream(Wire.Text("from b")));
        await using var host = Host(
            busy, ("Providers:p:MaxConcurrency", "1"), ("Timeouts:QueueSeconds", "0.2"), ("Providers:b:Type", "openai-compatible"),
            ("Providers:b:BaseUrl", idle.Address + "/v1"));
        await using var held = await HoldAsync(host);

        var updates = await host.Chat.GetStreamingResponseAsync(Question, host.Options("p/m", "b/m")).ToListAsync();

        string.Concat(updates.Select(update => update.Text)).ShouldBe("from b");
        var rejection = RouteReport.Of(updates[0]).ShouldNotBeNull().Rejections.ShouldHaveSingleItem();
        (rejection.Model, rejection.Code).ShouldBe(("p/m", LlmErrorCodes.Busy));
        busy.Requests.Count.ShouldBe(1);
        host.Get<ProviderRuntimes>().HealthOf("p").Circuit.ShouldBe(CircuitState.Closed);
    }

    [Fact]
    public async Task Concurrency_BusyAndNobodyElseToAsk_WaitsAsLongAsForAFirstTokenAndMayBeTriedAgain()
    {
        await using var busy = await FakeProviderServer.StartAsync(FakeReplies.StreamThenStall(Wire.Text("held")[..^20]));
        await using var host = Host(
            busy, ("Providers:p:MaxConcurrency", "1"), ("Timeouts:QueueSeconds", "0.001"), ("Retry:MaxRetries", "2"));
        await using var held = await HoldAsync(host);
        using var patience = new CancellationTokenSource();
        var waiting = host.Chat.GetResponseAsync(Question, host.Options("p/m"), patience.Token);
        SpinWait.SpinUntil(() => waiting.IsCompleted, TimeSpan.FromSeconds(1)).ShouldBeFalse();
        await patience.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => waiting);

        await using var impatient = Host(
            busy, ("Providers:p:MaxConcurrency", "1"), ("Timeouts:FirstTokenSeconds", "5"), ("Retry:MaxRetries", "2"));
        await using var alsoHeld = await HoldAsync(impatient);
        var refused = await Should.ThrowAsync<LlmException>(() => AskAsync(impatient));
        (refused.Code, refused.Retryable).ShouldBe((LlmErrorCodes.Busy, true));
    }

    [Fact]
    public async Task Attempts_OfOneRequest_CountOnceAndEndWhenTheCircuitOpens()
    {
        await using var server = await FakeProviderServer.StartAsync(FakeReplies.Error(500, Wire.ErrorBody(500, "boom")));
        await using var host = Host(
            server, ("CircuitBreaker:Failures", "2"), ("Retry:MaxRetries", "2"), ("Retry:BaseDelaySeconds", "0.01"));
        (await Should.ThrowAsync<LlmException>(() => AskAsync(host))).Code.ShouldBe(LlmErrorCodes.ProviderError);
        server.Requests.Count.ShouldBe(3);
        host.Get<ProviderRuntimes>().HealthOf("p").Circuit.ShouldBe(CircuitState.Closed);

        (await Should.ThrowAsync<LlmException>(() => AskAsync(host))).Code.ShouldBe(LlmErrorCodes.ProviderError);
        server.Requests.Count.ShouldBe(4);
        host.Get<ProviderRuntimes>().HealthOf("p").Circuit.ShouldBe(CircuitState.Open);
    }

    [Fact]
    public async Task ToolCall_ThatAModelCouldNotFinish_IsNotTheProvidersFault()
    {
        await using var server = await FakeProviderServer.StartAsync(FakeReplies.Stream(
            "data: {\"candidates\":[{\"content\":{\"parts\":[]},\"finishReason\":\"MALFORMED_FUNCTION_CALL\",\"index\":0}]}\n\n"));
        await using var host = Host(
            server, ("Providers:p:Type", "gemini"), ("Providers:p:ApiKey", "k"), ("CircuitBreaker:Failures", "1"), ("Retry:MaxRetries", "2"),
            ("Retry:BaseDelaySeconds", "0.01"));
        for (var i = 0; i < 3; i++)
        {
            var failure = await Should.ThrowAsync<LlmException>(() => AskAsync(host));
            (failure.Code, failure.Retryable).ShouldBe((LlmErrorCodes.UnusableAnswer, true));
        }

        server.Requests.Count.ShouldBe(9);
    }

    [Fact]
    public async Task Trial_ShowsItsFirstToken_OthersNeedNotWaitForItsWholeAnswer()
    {
        await using var server = await FakeProviderServer.StartAsync(
            FakeReplies.Error(500, Wire.ErrorBody(500, "boom")), FakeReplies.StreamThenStall(Wire.Text("long")[..^20]),
            FakeReplies.Stream(Wire.Text("second")));
        await using var host = Host(server, ("CircuitBreaker:Failures", "1"), ("CircuitBreaker:Seconds", "0.05"));
        await Should.ThrowAsync<LlmException>(() => AskAsync(host));
        SpinWait.SpinUntil(
            () => host.Get<ProviderRuntimes>().HealthOf("p").Circuit == CircuitState.HalfOpen, TimeSpan.FromSeconds(30)).ShouldBeTrue();
        await using var trial = await HoldAsync(host);

        (await AskAsync(host)).ShouldBe("second");
    }

    [Fact]
    public async Task Trial_AskedForByAnAdmin_PassesTheOpenCircuitAndClosesIt()
    {
        await using var server = await FakeProviderServer.StartAsync(
            FakeReplies.Error(500, Wire.ErrorBody(500, "boom")), FakeReplies.Error(500, Wire.ErrorBody(500, "still")),
            FakeReplies.Stream(Wire.Text("well")));
        await using var host = Host(server, ("CircuitBreaker:Failures", "1"), ("CircuitBreaker:Seconds", "3600"));
        await Should.ThrowAsync<LlmException>(() => AskAsync(host));
        var trial = (ModelRequest.Of(host.Options("p/m")) with { IsTrial = true }).ApplyTo(host.Options("p/m"));

        (await Should.ThrowAsync<LlmException>(() => host.Chat.GetResponseAsync(Question, trial))).Code.ShouldBe(LlmErrorCodes.ProviderError);
        (await Should.ThrowAsync<LlmException>(() => AskAsync(host))).Code.ShouldBe(LlmErrorCodes.CircuitOpen);
        (await host.Chat.GetResponseAsync(Question, trial)).Text.ShouldBe("well");
        (await AskAsync(host)).ShouldBe("well");
    }

    [Fact]
    public async Task FirstToken_DoesNotComeInTime_TheSameModelIsNotAskedAgain()
    {
        await using var server = await FakeProviderServer.StartAsync(FakeReplies.Silence());
        await using var host = Host(server, ("Timeouts:FirstTokenSeconds", "0.5"), ("Retry:MaxRetries", "2"), ("Retry:BaseDelaySeconds", "0.01"));
        var failure = await Should.ThrowAsync<LlmException>(() => AskAsync(host));

        (failure.Code, failure.Retryable).ShouldBe((LlmErrorCodes.Timeout, true));
        server.Requests.Count.ShouldBe(1);
        host.Usage.Snapshot().ShouldHaveSingleItem().InputTokens.ShouldBeGreaterThan(0);
    }

    /// <summary>A call of provider p that has shown its first token and does not end.</summary>
    private static async Task<IAsyncEnumerator<ChatResponseUpdate>> HoldAsync(LlmHost host)
    {
        var held = host.Chat.GetStreamingResponseAsync(Question, host.Options("p/m")).GetAsyncEnumerator();
        while (await held.MoveNextAsync() && held.Current.Text.Length == 0)
        {
        }

        return held;
    }

    private static IReadOnlyList<ChatMessage> Question { get; } = [new(ChatRole.User, "Hi")];

    private static async Task<string> AskAsync(LlmHost host) =>
        (await host.Chat.GetResponseAsync(Question, host.Options("p/m"))).Text;

    private static LlmHost Host(FakeProviderServer server, params (string Key, string Value)[] settings)
    {
        var all = new Dictionary<string, string>
        {
            ["Providers:p:Type"] = "openai-compatible",
            ["Providers:p:BaseUrl"] = server.Address + "/v1",
            ["Retry:MaxRetries"] = "0",
        };
        foreach (var (key, value) in settings)
        {
            all[key] = value;
        }

        return new LlmHost(all);
    }
}
