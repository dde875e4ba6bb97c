using AgentGrid.Core.Llm;
using AgentGrid.Core.Llm.Resilience;
using AgentGrid.Testing.Llm;

namespace AgentGrid.Core.Tests.Llm.Resilience;

/// <summary>With a counting fake instead of a network: what is spent, and when it stops.</summary>
public sealed class NoRetryAfterATokenTests
{
    private static readonly LlmException Broken = new(LlmErrorCodes.StreamBroken, "It broke.", retryable: true);

    [Fact]
    public async Task Failure_BeforeATokenIsRetried_AfterATokenNever()
    {
        var model = new ScriptedChatClient(Scripts.Fail(Broken), Scripts.TextThenFail(Broken, "a", "b"), Scripts.Text("never"));
        using var gate = new ProviderGate(1, new CircuitBreakerOptions(), new TimeoutOptions(), TimeProvider.System);
        using var client = new ResilientChatClient(
            model, gate, new RetryOptions { MaxRetries = 5, BaseDelaySeconds = 0.001 }, TimeProvider.System);
        var text = "";
        await Should.ThrowAsync<LlmException>(async () =>
        {
            await foreach (var update in client.GetStreamingResponseAsync([]))
            {
                text += update.Text;
            }
        });

        text.ShouldBe("ab");
        model.Calls.ShouldBe(2);
        gate.Health.InFlight.ShouldBe(0);
    }

    [Fact]
    public async Task AnyException_OfAVendorsLibrary_IsThatProvidersFailure()
    {
        var model = new ScriptedChatClient(Scripts.Fail(new FormatException("inner words")));
        using var client = new TimeoutChatClient(model, new TimeoutOptions(), TimeProvider.System);
        var failure = await Should.ThrowAsync<LlmException>(() => client.GetStreamingResponseAsync([]).ToListAsync().AsTask());

        failure.Code.ShouldBe(LlmErrorCodes.Protocol);
        failure.Message.ShouldNotContain("inner words");
    }

    [Fact]
    public async Task Cancel_StopsTheSpendAtOnce()
    {
        var endless = Enumerable.Range(0, 100_000).Select(i => $"{i} ").ToArray();
        var model = new ScriptedChatClient(Scripts.Text(endless));
        using var gate = new ProviderGate(1, new CircuitBreakerOptions(), new TimeoutOptions(), TimeProvider.System);
        using var client = new ResilientChatClient(model, gate, new RetryOptions(), TimeProvider.System);
        var read = 0;
        await foreach (var _ in client.GetStreamingResponseAsync([]))
        {
            if (++read == 10)
            {
                break;
            }
        }

        model.UpdatesGiven.ShouldBe(10);
        model.OpenStreams.ShouldBe(0);
        gate.Health.InFlight.ShouldBe(0);
    }
}
