using System.Text.Json;
using AgentGrid.Server.Tests.Hosting;
using AgentGrid.Testing.Llm;

namespace AgentGrid.Server.Tests.Chat;

/// <summary>What callers see of turns that wait, break off, or may not be read any longer.</summary>
public sealed class TurnTroubleTests : IAsyncLifetime
{
    private static readonly OpenAiWire Wire = new();
    private ScriptedServer _server = null!;

    public async Task InitializeAsync() => _server = await ScriptedServer.StartAsync(FakeReplies.Stream(Wire.Text("The rest.")));

    public async Task DisposeAsync() => await _server.DisposeAsync();

    [Fact]
    public async Task Chat_AnswerBreaksOff_GivesTheTextSoFar_AndContinueTheRest()
    {
        _server.Reply = FakeReplies.StreamThenCut(Wire.Head() + Wire.Pieces("Half an answer. "));
        var agentId = await _server.Ada.AgentAsync();
        var answer = await _server.Ada.PostAsync("/api/chat", new { agentId, message = "Well?" });
        answer.Status.ShouldBe(200, answer.Text);
        answer.Json.GetProperty("text").GetString().ShouldBe("Half an answer. ");
        answer.Json.GetProperty("finishReason").GetString().ShouldBe("interrupted");
        answer.Json.GetProperty("usage").ValueKind.ShouldBe(JsonValueKind.Object);

        _server.Reply = FakeReplies.Stream(Wire.Text("The rest."));
        var (sessionId, turnId) = (answer.Json.GetProperty("sessionId").GetString(), answer.Json.GetProperty("turnId").GetString());
        var rest = await _server.Ada.PostAsync($"/api/sessions/{sessionId}/turns/{turnId}/continue");
        rest.Status.ShouldBe(200, rest.Text);
        rest.Json.GetProperty("text").GetString().ShouldBe("The rest.");
    }

    [Fact]
    public async Task Chat_Queued_ShowsItsTurnAtOnce_AndTheSessionListsIt()
    {
        _server.Reply = FakeReplies.StreamThenStall(Wire.Head() + Wire.Pieces("Never whole"));
        var agentId = await _server.Ada.AgentAsync();
        using var running = await _server.Ada.OpenAsync(HttpMethod.Post, "/api/chat", new { agentId, message = "First" });
        using var runningReader = new StreamReader(await running.Content.ReadAsStreamAsync());
        var sessionId = (await StartedAsync(runningReader)).GetProperty("sessionId").GetString();
        using var queued = await _server.Ada.OpenAsync(HttpMethod.Post, "/api/chat?whenBusy=queue", new { agentId, message = "Second", sessionId });
        using var queuedReader = new StreamReader(await queued.Content.ReadAsStreamAsync());
        var turnId = (await StartedAsync(queuedReader)).GetProperty("turnId").GetString();

        var waiting = (await _server.Ada.GetAsync($"/api/sessions/{sessionId}")).Json.GetProperty("queuedTurns").EnumerateArray().ShouldHaveSingleItem();
        waiting.GetProperty("turnId").GetString().ShouldBe(turnId);
        waiting.GetProperty("message").GetString().ShouldBe("Second");
        (await _server.Ada.PostAsync("/api/chat", new { agentId, message = "Third", sessionId })).ShouldBeProblem(409, FailureCodes.TurnInProgress);
        (await _server.Ada.PostAsync($"/api/sessions/{sessionId}/turns/{turnId}/cancel")).Status.ShouldBe(204);
        (await _server.Ada.GetAsync($"/api/sessions/{sessionId}")).Json.GetProperty("queuedTurns").GetArrayLength().ShouldBe(0);
    }

    [Theory]
    [InlineData("999")]
    [InlineData("9223372036854775807")]
    [InlineData("abc")]
    public async Task Watch_AfterAnEventThatIsNot_IsRefused(string lastEventId)
    {
        var agentId = await _server.Ada.AgentAsync();
        var answer = await _server.Ada.PostAsync("/api/chat", new { agentId, message = "Well?" });
        var path = $"/api/sessions/{answer.Json.GetProperty("sessionId").GetString()}/turns/{answer.Json.GetProperty("turnId").GetString()}/events";
        (await _server.Ada.SendAsync(HttpMethod.Get, path, null, ("Last-Event-ID", lastEventId))).ShouldBeProblem(400, FailureCodes.InvalidRequest);
    }

    [Fact]
    public async Task Stream_KeyIsRevoked_Ends()
    {
        _server.Reply = FakeReplies.StreamThenStall(Wire.Head() + Wire.Pieces("Never whole"));
        var agentId = await _server.Ada.AgentAsync();
        var key = await _server.Ada.PostAsync("/api/keys", new { name = "short", scopes = new[] { "chat" } });
        var caller = new ApiClient(_server.Server.Address, key.Json.GetProperty("key").GetString());
        using var stream = await caller.OpenAsync(HttpMethod.Post, "/api/chat", new { agentId, message = "Well?" });
        using var reader = new StreamReader(await stream.Content.ReadAsStreamAsync());
        var started = await StartedAsync(reader);
        (await _server.Ada.SendAsync(HttpMethod.Delete, $"/api/keys/{key.Id}")).Status.ShouldBe(204);

        (await reader.ReadToEndAsync()).ShouldNotContain("turn.completed");
        var session = await _server.Ada.GetAsync($"/api/sessions/{started.GetProperty("sessionId").GetString()}");
        session.Json.GetProperty("activeTurnId").GetString().ShouldBe(started.GetProperty("turnId").GetString(), "the turn goes on");
    }

    /// <summary>Reads as far as the first event's data.</summary>
    private static async Task<JsonElement> StartedAsync(StreamReader reader)
    {
        string? line;
        do
        {
            line = await reader.ReadLineAsync();
        }
        while (line?.StartsWith("data: ", StringComparison.Ordinal) == false);
        return JsonDocument.Parse(line![6..]).RootElement;
    }
}
