using AgentGrid.Analytics;
using AgentGrid.Testing.Llm;

namespace AgentGrid.Core.Tests.Llm.Providers;

/// <summary>What is tried again, and when.</summary>
public abstract partial class ProviderConformance
{
    [Fact]
    public async Task Retry_AfterRateLimit_WaitsAsToldAndAnswers()
    {
        await using var server = await FakeProviderServer.StartAsync(
            FakeReplies.Error(429, Wire.ErrorBody(429, "slow down"), retryAfter: "1"), FakeReplies.Stream(Wire.Text("fine")));
        await using var host = Host(server, ("Retry:MaxRetries", "1"));
        var started = TimeProvider.System.GetTimestamp();
        var updates = await ReadAsync(host);

        string.Concat(Texts(updates)).ShouldBe("fine");
        TimeProvider.System.GetElapsedTime(started).ShouldBeGreaterThan(TimeSpan.FromSeconds(0.95));
        host.Usage.Snapshot().Select(record => record.Outcome).ShouldBe([UsageOutcome.Failed, UsageOutcome.Succeeded]);
    }

    [Theory]
    [InlineData("0")]
    [InlineData("Sun, 06 Nov 1994 08:49:37 GMT")]
    public async Task Retry_ToldToComeAtOnce_WaitsAsWithoutAWord(string retryAfter)
    {
        await using var server = await FakeProviderServer.StartAsync(
            FakeReplies.Error(429, Wire.ErrorBody(429, "slow down"), retryAfter), FakeReplies.Stream(Wire.Text("fine")));
        await using var host = Host(server, ("Retry:MaxRetries", "1"), ("Retry:BaseDelaySeconds", "0.4"));
        var started = TimeProvider.System.GetTimestamp();

        string.Concat(Texts(await ReadAsync(host))).ShouldBe("fine");
        TimeProvider.System.GetElapsedTime(started).ShouldBeGreaterThan(TimeSpan.FromSeconds(0.19));
    }

    [Fact]
    public async Task Retry_ToldToComeInThousandsOfYears_SaysADay()
    {
        await using var server = await FakeProviderServer.StartAsync(
            FakeReplies.Error(429, Wire.ErrorBody(429, "slow down"), retryAfter: "Fri, 31 Dec 9999 23:59:59 GMT"));
        await using var host = Host(server);

        (await FailAsync(host)).ToFailure().RetryAfterSeconds.ShouldBe(86_400);
    }

    [Fact]
    public async Task Retry_ToldToWaitTooLong_FailsAtOnce()
    {
        await using var server = await FakeProviderServer.StartAsync(
            FakeReplies.Error(429, Wire.ErrorBody(429, "slow down"), retryAfter: "3600"));
        await using var host = Host(server, ("Retry:MaxRetries", "2"));
        var failure = await FailAsync(host);

        failure.RetryAfter.ShouldBe(TimeSpan.FromHours(1));
        server.Requests.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Retry_ServerErrors_AreTriedAgainThenGivenUp()
    {
        await using var server = await FakeProviderServer.StartAsync(FakeReplies.Error(500, Wire.ErrorBody(500, "oops")));
        await using var host = Host(server, ("Retry:MaxRetries", "2"));
        await FailAsync(host);

        server.Requests.Count.ShouldBe(3);
        host.Usage.Snapshot().Count.ShouldBe(3);
    }
}
