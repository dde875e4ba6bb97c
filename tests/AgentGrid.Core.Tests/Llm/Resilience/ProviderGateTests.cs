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
