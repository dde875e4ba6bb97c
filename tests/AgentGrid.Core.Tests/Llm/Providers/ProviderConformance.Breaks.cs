using AgentGrid.Analytics;
using AgentGrid.Core.Llm;
using AgentGrid.Testing.Llm;

namespace AgentGrid.Core.Tests.Llm.Providers;

/// <summary>Answers that break off, stall, or that nobody waits for.</summary>
public abstract partial class ProviderConformance
{
    [Fact]
    public async Task Cut_BeforeAnyToken_IsRetried()
    {
        await using var server = await FakeProviderServer.StartAsync(
            FakeReplies.StreamThenCut(Wire.Head()), FakeReplies.Stream(Wire.Text("fine")));
        await using var host = Host(server, ("Retry:MaxRetries", "1"));

        string.Concat(Texts(await ReadAsync(host))).ShouldBe("fine");
        host.Usage.Snapshot().Select(record => (record.Outcome, record.InputTokens > 0))
            .ShouldBe([(UsageOutcome.Failed, true), (UsageOutcome.Succeeded, true)]);
    }

    [Fact]
    public async Task Cut_InMidAnswer_FailsOnceWithTheTextShown()
    {
        await using var server = await FakeProviderServer.StartAsync(FakeReplies.StreamThenCut(Wire.Head() + Wire.Pieces("half")));
        await using var host = Host(server, ("Retry:MaxRetries", "2"));
        var (texts, failure) = await ReadUntilFailureAsync(host);

        texts.ShouldBe("half");
        failure.Code.ShouldBe(LlmErrorCodes.StreamBroken);
        server.Requests.Count.ShouldBe(1);
        var record = host.Usage.Snapshot().ShouldHaveSingleItem();
        record.Outcome.ShouldBe(UsageOutcome.Failed);
        record.Estimated.ShouldBeTrue();
        record.OutputTokens.ShouldBeGreaterThan(0);
    }

    [Fact]
    public async Task PoliteEnd_WithoutTheEndMark_CountsAsBroken()
    {
        await using var server = await FakeProviderServer.StartAsync(FakeReplies.Stream(Wire.Head() + Wire.Pieces("half")));
        await using var host = Host(server);
        var (_, failure) = await ReadUntilFailureAsync(host);

        failure.Code.ShouldBe(LlmErrorCodes.StreamBroken);
    }

    [Fact]
    public async Task Garbage_InsteadOfJson_IsAProtocolError()
    {
        await using var server = await FakeProviderServer.StartAsync(FakeReplies.Stream("data: {not json}\n\n"));
        await using var host = Host(server);

        (await FailAsync(host)).Code.ShouldBe(LlmErrorCodes.Protocol);
        Booked(host).Input.ShouldBeGreaterThan(0);
    }

    [Fact]
    public async Task Silence_BeforeTheFirstToken_TimesOut()
    {
        await using var server = await FakeProviderServer.StartAsync(FakeReplies.Silence());
        await using var host = Host(server, ("Timeouts:FirstTokenSeconds", "0.5"));
        var failure = await FailAsync(host);

        failure.Code.ShouldBe(LlmErrorCodes.Timeout);
        await server.ClientGone.WaitAsync(Patience);
    }

    [Fact]
    public async Task Stall_InMidAnswer_TimesOutAndClosesTheConnection()
    {
        await using var server = await FakeProviderServer.StartAsync(FakeReplies.StreamThenStall(Wire.Head() + Wire.Pieces("half")));
        await using var host = Host(server, ("Timeouts:IdleSeconds", "0.5"));
        var (texts, failure) = await ReadUntilFailureAsync(host);

        texts.ShouldBe("half");
        failure.Code.ShouldBe(LlmErrorCodes.Timeout);
        await server.ClientGone.WaitAsync(Patience);
    }

    [Fact]
    public async Task Cancel_InMidAnswer_ClosesTheConnectionAndIsMetered()
    {
        await using var server = await FakeProviderServer.StartAsync(FakeReplies.StreamThenStall(Wire.Head() + Wire.Pieces("half")));
        await using var host = Host(server);
        using var cancel = new CancellationTokenSource();
        await Should.ThrowAsync<OperationCanceledException>(async () =>
        {
            await foreach (var update in host.Chat.GetStreamingResponseAsync(Question, host.Options("p/m"), cancel.Token))
            {
                if (update.Text.Length > 0)
                {
                    await cancel.CancelAsync();
                }
            }
        });

        await server.ClientGone.WaitAsync(Patience);
        var record = host.Usage.Snapshot().ShouldHaveSingleItem();
        record.Outcome.ShouldBe(UsageOutcome.Cancelled);
        record.InputTokens.ShouldBeGreaterThan(0);
        record.OutputTokens.ShouldBeGreaterThan(0);
    }

    [Fact]
    public async Task Leave_InMidAnswer_ClosesTheConnection()
    {
        await using var server = await FakeProviderServer.StartAsync(FakeReplies.StreamThenStall(Wire.Head() + Wire.Pieces("half")));
        await using var host = Host(server);
        await foreach (var update in host.Chat.GetStreamingResponseAsync(Question, host.Options("p/m")))
        {
            if (update.Text.Length > 0)
            {
                break;
            }
        }

        await server.ClientGone.WaitAsync(Patience);
        host.Usage.Snapshot().ShouldHaveSingleItem().Outcome.ShouldBe(UsageOutcome.Cancelled);
    }

    [Fact]
    public async Task NoServer_IsUnavailable()
    {
        await using var host = Host("http://127.0.0.1:1");
        var failure = await FailAsync(host);

        failure.Code.ShouldBe(LlmErrorCodes.Unavailable);
        failure.Retryable.ShouldBeTrue();
    }
}
