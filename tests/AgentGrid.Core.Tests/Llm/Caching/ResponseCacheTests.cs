using AgentGrid.Analytics;
using AgentGrid.Core.Identifiers;
using AgentGrid.Core.Llm;
using AgentGrid.Core.Llm.Caching;
using AgentGrid.Core.Llm.Metering;
using AgentGrid.Core.Llm.Pricing;
using AgentGrid.Core.Llm.Routing;
using AgentGrid.Sessions;
using AgentGrid.Testing.Llm;
using Microsoft.Extensions.AI;

namespace AgentGrid.Core.Tests.Llm.Caching;

public sealed class ResponseCacheTests : IDisposable
{
    private readonly ManualClock _clock = new();
    private readonly UsageCollector _usage = new();
    private readonly ScriptedChatClient _model = new(Scripts.Text("a", "b"));
    private readonly List<RouteReport> _reported = [];
    private ResponseCacheChatClient? _client;

    public void Dispose()
    {
        _client?.Dispose();
        _model.Dispose();
    }

    [Fact]
    public async Task Ask_WithoutATtl_IsNeverCached()
    {
        await AskAsync("Hi", null);
        await AskAsync("Hi", null);

        _model.Calls.ShouldBe(2);
    }

    [Fact]
    public async Task Ask_SameAgain_IsAnsweredFromTheCacheInTheSamePiecesAndMarked()
    {
        var first = await AskAsync("Hi", TimeSpan.FromMinutes(1));
        var second = await AskAsync("Hi", TimeSpan.FromMinutes(1));

        _model.Calls.ShouldBe(1);
        second.ShouldBe(first);
        var record = _usage.Snapshot().ShouldHaveSingleItem();
        (record.Outcome, record.CostUsd, record.InputTokens, record.Provider, record.Model)
            .ShouldBe((UsageOutcome.Cached, 0m, 0L, "p", "m"));
    }

    [Fact]
    public async Task Ask_AfterTheTtl_AsksTheModel()
    {
        await AskAsync("Hi", TimeSpan.FromMinutes(1));
        _clock.Advance(TimeSpan.FromMinutes(2));
        await AskAsync("Hi", TimeSpan.FromMinutes(1));

        _model.Calls.ShouldBe(2);
    }

    [Theory]
    [InlineData("Hi!", 3, "agt_1")]
    [InlineData("Hi", 4, "agt_1")]
    [InlineData("Hi", 3, "agt_2")]
    public async Task Ask_AnythingDiffers_AsksTheModel(string message, int version, string agent)
    {
        await AskAsync("Hi", TimeSpan.FromMinutes(1));
        await AskAsync(message, TimeSpan.FromMinutes(1), version, agent);

        _model.Calls.ShouldBe(2);
    }

    [Fact]
    public async Task Ask_FailedAnswer_IsNotKept()
    {
        var broken = new LlmException(LlmErrorCodes.StreamBroken, "broke");
        var model = new ScriptedChatClient(Scripts.TextThenFail(broken, "half"), Scripts.Text("whole"));
        await Should.ThrowAsync<LlmException>(() => AskAsync("Hi", TimeSpan.FromMinutes(1), model: model));

        string.Concat(await AskAsync("Hi", TimeSpan.FromMinutes(1), model: model)).ShouldBe("whole");
    }

    [Theory]
    [InlineData("p/m", "other/m", 2)]
    [InlineData("offline/extractive", null, 2)]
    [InlineData("p/m", "p/m", 1)]
    public async Task Ask_AnswerOfAStandIn_IsNotKept_ANoticeIsKeptWithIt(string model, string? rejected, int calls)
    {
        var report = new RouteReport(
            ModelName.Parse(model)!.Value, rejected is null ? [] : [new RouteRejection(rejected, LlmErrorCodes.Unavailable, "It was down.")]);
        await AskAsync("Hi", TimeSpan.FromMinutes(1), report: report);
        await AskAsync("Hi", TimeSpan.FromMinutes(1), report: report);

        _model.Calls.ShouldBe(calls);
        _reported.Count.ShouldBe(2);
        _reported[1].Rejections.ShouldBe(_reported[0].Rejections);
    }

    [Fact]
    public void BoundedCache_Full_DropsWhatWasUsedLongestAgo()
    {
        var cache = new BoundedCache<int, string>(2);
        cache.Set(1, "a");
        cache.Set(2, "b");
        cache.TryGet(1, out _).ShouldBeTrue();
        cache.Set(3, "c");

        cache.TryGet(2, out _).ShouldBeFalse();
        cache.TryGet(1, out _).ShouldBeTrue();
        cache.Count.ShouldBe(2);
    }

    private async Task<List<string>> AskAsync(
        string message, TimeSpan? ttl, int version = 3, string agent = "agt_1", IChatClient? model = null, RouteReport? report = null)
    {
        _client ??= new ResponseCacheChatClient(
            new Reporting(model ?? _model, report ?? new RouteReport(new ModelName("p", "m"), [])), new Meter(new PriceTable([]), _usage, new IdGenerator(_clock), _clock));
        var options = new ModelRequest { CacheTtl = ttl, Usage = new UsageScope { AgentId = agent, AgentVersion = version, Sink = _usage } }
            .ApplyTo(new ChatOptions { ModelId = "p/m" });
        var updates = await _client.GetStreamingResponseAsync([new ChatMessage(ChatRole.User, message)], options).ToListAsync();
        _reported.AddRange(updates.Select(RouteReport.Of).OfType<RouteReport>());
        return [.. updates.Select(update => update.Text).Where(text => text.Length > 0)];
    }

    /// <summary>Says which model answers, as the router does.</summary>
    private sealed class Reporting(IChatClient inner, RouteReport report) : DelegatingChatClient(inner)
    {
        public override async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
            IEnumerable<ChatMessage> messages,
            ChatOptions? options = null,
            [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken = default)
        {
            yield return report.ToUpdate();
            await foreach (var update in base.GetStreamingResponseAsync(messages, options, cancellationToken))
            {
                yield return update;
            }
        }
    }
}
