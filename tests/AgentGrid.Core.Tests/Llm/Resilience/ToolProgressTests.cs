using AgentGrid.Core.Llm;
using AgentGrid.Core.Llm.Providers;
using AgentGrid.Core.Llm.Resilience;
using AgentGrid.Core.Tests.Llm.Providers;
using AgentGrid.Testing.Llm;
using AgentGrid.Testing.Time;
using Microsoft.Extensions.AI;

namespace AgentGrid.Core.Tests.Llm.Resilience;

/// <summary>A tool call that comes in pieces shows nothing until it is whole, but it is an answer that has begun.</summary>
public sealed class ToolProgressTests
{
    [Theory]
    [InlineData(ProviderTypes.OpenAi, 2)]
    [InlineData(ProviderTypes.Anthropic, 2)]
    [InlineData(ProviderTypes.Anthropic, 3)]
    public async Task Cut_InMidToolCall_IsNotTriedAgainAndIsMetered(string type, int events)
    {
        ProviderWire wire = type == ProviderTypes.OpenAi ? new OpenAiWire() : new AnthropicWire();
        var begun = string.Concat(wire.TwoToolCalls().Split("\n\n").Take(events).Select(one => one + "\n\n"));
        await using var server = await FakeProviderServer.StartAsync(FakeReplies.StreamThenCut(begun));
        await using var host = new LlmHost(new Dictionary<string, string>
        {
            ["Providers:p:Type"] = type,
            ["Providers:p:BaseUrl"] = server.Address,
            ["Providers:p:ApiKey"] = "k",
            ["Retry:MaxRetries"] = "2",
            ["Retry:BaseDelaySeconds"] = "0.01",
        });

        (await Should.ThrowAsync<LlmException>(() => VendorHost.AskAsync(host))).Code.ShouldBe(LlmErrorCodes.StreamBroken);
        server.Requests.Count.ShouldBe(1);
        host.Usage.Snapshot().ShouldHaveSingleItem().InputTokens.ShouldBeGreaterThan(0);
    }

    [Fact]
    public async Task Pieces_KeepComing_AreNotTakenForSilence()
    {
        var clock = new ManualTimeProvider();
        var model = new ScriptedChatClient(_ => Pieces(clock));
        using var client = new TimeoutChatClient(model, new TimeoutOptions { FirstTokenSeconds = 20, IdleSeconds = 10 }, clock);
        var updates = await client.GetStreamingResponseAsync([]).ToListAsync();

        updates.Count(update => ReferenceEquals(update, StreamSignals.ToolProgress)).ShouldBe(1);
        updates[^1].Contents.ShouldHaveSingleItem().ShouldBeOfType<FunctionCallContent>();
    }

    // A minute of arguments: longer than the wait for a first token, never longer idle than allowed.
    private static async IAsyncEnumerable<ChatResponseUpdate> Pieces(ManualTimeProvider clock)
    {
        for (var piece = 0; piece < 12; piece++)
        {
            await Task.Yield();
            yield return StreamSignals.ToolProgress;
            clock.Advance(TimeSpan.FromSeconds(5));
        }

        yield return new ChatResponseUpdate(ChatRole.Assistant, [new FunctionCallContent("a", "weather")]);
    }
}
