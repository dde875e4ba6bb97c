using System.Diagnostics;
using System.Text.RegularExpressions;
using AgentGrid.Analytics;
using AgentGrid.Core.Llm;
using AgentGrid.Testing.Llm;

namespace AgentGrid.Core.Tests.Llm.Providers;

/// <summary>What a call is booked with, however it ends.</summary>
public abstract partial class ProviderConformance
{
    [Fact]
    public async Task Stream_Usage_CountsCachedTokensOnceAndIsExact()
    {
        await using var server = await FakeProviderServer.StartAsync(FakeReplies.Stream(Wire.Text("ok")));
        await using var host = Host(server, ("Prices:p/m:Input", "10"), ("Prices:p/m:CachedInput", "1"), ("Prices:p/m:Output", "100"));
        await ReadAsync(host);

        var record = host.Usage.Snapshot().ShouldHaveSingleItem();
        (record.InputTokens, record.CachedInputTokens, record.OutputTokens).ShouldBe((100, 40, 20));
        record.Estimated.ShouldBeFalse();
        record.CostUsd.ShouldBe(((60 * 10m) + (40 * 1m) + (20 * 100m)) / 1_000_000m);
        (record.Provider, record.Model, record.Outcome).ShouldBe(("p", "m", UsageOutcome.Succeeded));
    }

    [Fact]
    public async Task Stream_UsageToldAgainAndAgain_IsCountedOnce()
    {
        await using var server = await FakeProviderServer.StartAsync(
            FakeReplies.Stream(Wire.Head() + Wire.Spent() + Wire.Pieces("o") + Wire.Spent() + Wire.Pieces("k") + Wire.End()));
        await using var host = Host(server);
        await ReadAsync(host);

        Booked(host).ShouldBe((UsageOutcome.Succeeded, 100, 40, 20, false));
    }

    [Fact]
    public async Task Stream_CountsNoCallCanHave_AreNotBelieved()
    {
        var events = UsageCounts().Replace(Wire.Text("ok"), $":{long.MaxValue}");
        await using var server = await FakeProviderServer.StartAsync(FakeReplies.Stream(events));
        await using var host = Host(server, ("Prices:p/m:Input", "10"), ("Prices:p/m:Output", "100"));
        await ReadAsync(host);

        var record = host.Usage.Snapshot().ShouldHaveSingleItem();
        record.InputTokens.ShouldBeInRange(1, 1_000);
        record.OutputTokens.ShouldBeInRange(1, 1_000);
        record.CachedInputTokens.ShouldBe(0);
        record.ReasoningTokens.ShouldBe(0);
        record.Estimated.ShouldBeTrue();
        record.CostUsd.ShouldNotBeNull().ShouldBeInRange(0.000001m, 1m);
    }

    [Fact]
    public async Task Stream_UnknownPrice_IsUnpricedNotZero()
    {
        await using var server = await FakeProviderServer.StartAsync(FakeReplies.Stream(Wire.Text("ok")));
        await using var host = Host(server);
        await ReadAsync(host);

        host.Usage.Snapshot().ShouldHaveSingleItem().CostUsd.ShouldBeNull();
    }

    [Fact]
    public async Task Cancel_AfterUsageWasTold_BooksWhatWasTold()
    {
        await using var server = await FakeProviderServer.StartAsync(
            FakeReplies.StreamThenStall(Wire.Head() + Wire.Spent() + Wire.Pieces("half")));
        await using var host = Host(server);
        await foreach (var update in host.Chat.GetStreamingResponseAsync(Question, host.Options("p/m")))
        {
            if (update.Text.Length > 0)
            {
                break;
            }
        }

        Booked(host).ShouldBe((UsageOutcome.Cancelled, 100, 40, 20, false));
    }

    [Theory]
    [InlineData("half")]
    [InlineData()]
    public async Task Error_AfterUsageWasTold_BooksWhatWasTold(params string[] pieces)
    {
        await using var server = await FakeProviderServer.StartAsync(
            FakeReplies.Stream(Wire.Head() + Wire.Spent() + Wire.Pieces(pieces) + Wire.ErrorEvent()));
        await using var host = Host(server);
        await FailAsync(host);

        Booked(host).ShouldBe((UsageOutcome.Failed, 100, 40, 20, false));
    }

    [SkippableFact]
    public async Task Connection_ThatNeverOpens_IsTriedOnceAndCostsNothing()
    {
        Skip.IfNot(OperatingSystem.IsLinux(), "Only Linux drops connections to a full backlog.");
        using var nobody = new BlackHole();
        await using var host = Host(nobody.Address, ("Retry:MaxRetries", "2"), ("Timeouts:ConnectSeconds", "0.3"));
        var failure = await FailAsync(host);

        (failure.Code, failure.Retryable).ShouldBe((LlmErrorCodes.Unavailable, true));
        Booked(host).ShouldBe((UsageOutcome.Failed, 0, 0, 0, false));
    }

    [SkippableFact]
    public async Task Cancel_BeforeTheConnectionIsOpen_CostsNothing()
    {
        Skip.IfNot(OperatingSystem.IsLinux(), "Only Linux drops connections to a full backlog.");
        using var nobody = new BlackHole();
        await using var host = Host(nobody.Address, ("Timeouts:ConnectSeconds", "60"));
        using var cancel = new CancellationTokenSource(TimeSpan.FromSeconds(0.2), TimeProvider.System);
        await Should.ThrowAsync<OperationCanceledException>(
            () => host.Chat.GetResponseAsync(Question, host.Options("p/m"), cancel.Token));

        Booked(host).ShouldBe((UsageOutcome.Cancelled, 0, 0, 0, false));
    }

    [Fact]
    public async Task Cancel_AfterTheRequestLeft_BooksIt()
    {
        await using var server = await FakeProviderServer.StartAsync(FakeReplies.Silence());
        await using var host = Host(server);
        using var cancel = new CancellationTokenSource();
        var answer = host.Chat.GetResponseAsync(Question, host.Options("p/m"), cancel.Token);
        var patience = Stopwatch.StartNew();
        while (server.Requests.Count == 0)
        {
            patience.Elapsed.ShouldBeLessThan(Patience);
            await Task.Yield();
        }

        await cancel.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => answer);
        Booked(host).Input.ShouldBeGreaterThan(0);
    }

    [GeneratedRegex(@":(100|120|60|40|20|15|5|1)(?=[,}])")]
    private static partial Regex UsageCounts();
}
