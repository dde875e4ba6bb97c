using System.Text.Json;
using AgentGrid.Agents;
using AgentGrid.Client;
using AgentGrid.Server.Tests.Hosting;
using AgentGrid.Sessions;
using AgentGrid.Sessions.Events;
using AgentGrid.Testing.Llm;

namespace AgentGrid.Server.Tests.Client;

/// <summary>The client, and turns that do not end by themselves.</summary>
public sealed class ClientTurnTests : IAsyncLifetime
{
    private readonly OpenAiWire _wire = new();
    private FakeProviderServer _model = null!;
    private TestServer _server = null!;
    private HttpClient _http = null!;

    public async Task InitializeAsync()
    {
        _model = await FakeProviderServer.StartAsync();
        _server = new TestServer(
        [
            "--AgentGrid:Llm:Providers:m:Type", "openai-compatible", "--AgentGrid:Llm:Providers:m:BaseUrl", $"{_model.Address}/v1",
            "--AgentGrid:Llm:Providers:m:Models:0", "words", "--AgentGrid:Llm:Aliases:default", "m/words",
        ]);
        await _server.InitializeAsync();
        _http = new HttpClient { BaseAddress = _server.Address };
    }

    public async Task DisposeAsync()
    {
        _http.Dispose();
        await _server.DisposeAsync();
        await _model.DisposeAsync();
    }

    [Fact]
    public async Task Continue_InterruptedAnswer_GoesOn()
    {
        _model.Enqueue(FakeReplies.StreamThenCut(_wire.Head() + _wire.Pieces("Half an ")));
        _model.Enqueue(FakeReplies.Stream(_wire.Head() + _wire.Pieces("answer.") + _wire.End()));
        var client = new AgentGridClient(_http) { Token = _server.Ada.Token };
        var agent = await client.CreateAgentAsync("Guide", new AgentConfig());
        var events = new List<TurnEvent>();
        await foreach (var turnEvent in client.StreamChatAsync(new ChatMessage(agent.Id, "Hello")))
        {
            events.Add(turnEvent);
        }

        var turn = JsonSerializer.Deserialize<TurnStartedData>(events[0].Data, JsonSerializerOptions.Web)!;
        var continued = await client.ContinueAsync(turn.SessionId, turn.TurnId);
        continued.Text.ShouldContain("answer.");
        continued.TurnId.ShouldNotBe(turn.TurnId);
    }

    [Fact]
    public async Task Chat_WhenBusyInterrupt_StopsTheRunningTurn()
    {
        _model.Enqueue(FakeReplies.StreamThenStall(_wire.Head() + _wire.Pieces("Never ")));
        _model.Enqueue(FakeReplies.Stream(_wire.Head() + _wire.Pieces("Now.") + _wire.End()));
        var client = new AgentGridClient(_http) { Token = _server.Ada.Token };
        var agent = await client.CreateAgentAsync("Guide", new AgentConfig());
        await using var running = client.StreamChatAsync(new ChatMessage(agent.Id, "Hello")).GetAsyncEnumerator();
        (await running.MoveNextAsync()).ShouldBeTrue();
        var turn = JsonSerializer.Deserialize<TurnStartedData>(running.Current.Data, JsonSerializerOptions.Web)!;
        while (running.Current.Name != TurnEventNames.Delta)
        {
            (await running.MoveNextAsync()).ShouldBeTrue();
        }

        var second = new ChatMessage(agent.Id, "Stop, and answer this", turn.SessionId);
        (await Should.ThrowAsync<AgentGridException>(client.ChatAsync(second))).Code.ShouldBe(FailureCodes.TurnInProgress);
        (await client.ChatAsync(second with { WhenBusy = WhenBusy.Interrupt })).Text.ShouldContain("Now.");
        while (!TurnEventNames.IsTerminal(running.Current.Name))
        {
            (await running.MoveNextAsync()).ShouldBeTrue();
        }
    }
}
