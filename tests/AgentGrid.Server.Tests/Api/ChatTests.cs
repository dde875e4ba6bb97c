using System.Text.Json;
using AgentGrid.Server.Tests.Hosting;

namespace AgentGrid.Server.Tests.Api;

[Collection(ServerCollection.Name)]
public sealed class ChatTests(TestServer server)
{
    private const string Notes =
        "# Lighthouse\n\nThe keeper of the Skagen lighthouse is Marta Lund. She lights the lamp at 18:40 in winter.\n\n"
        + "# Harbour\n\nThe harbour master is Jens Holm. Ships pay twelve crowns.\n";

    [Fact]
    public async Task Chat_AsJson_AnswersFromTheDocumentWithCitations()
    {
        var agentId = await ReadyAgentAsync();
        var answer = await server.Ada.PostAsync("/api/chat", new { agentId, message = "Who is the keeper of the Skagen lighthouse?" });
        answer.Status.ShouldBe(200, answer.Text);
        answer.Json.EnumerateObject().Select(member => member.Name).ShouldBe(
            ["sessionId", "turnId", "messageId", "agentVersion", "model", "text", "citations", "toolCalls", "usage", "finishReason"]);
        answer.Json.GetProperty("text").GetString()!.ShouldContain("Marta Lund");
        answer.Json.GetProperty("model").GetString().ShouldBe("offline/extractive");
        answer.Json.GetProperty("finishReason").GetString().ShouldBe("stop");
        var citation = answer.Json.GetProperty("citations")[0];
        citation.GetProperty("fileName").GetString().ShouldBe("notes.md");
        citation.GetProperty("text").GetString()!.ShouldContain("Marta Lund");
    }

    [Fact]
    public async Task Chat_AsEvents_CountsUpByOne_AndEveryWatcherGetsTheSameBytes()
    {
        var agentId = await ReadyAgentAsync();
        using var response = await server.Ada.OpenAsync(HttpMethod.Post, "/api/chat", new { agentId, message = "Who is the harbour master?" });
        response.Content.Headers.ContentType!.MediaType.ShouldBe("text/event-stream");
        response.Headers.CacheControl!.NoStore.ShouldBeTrue();
        response.Headers.GetValues("X-Accel-Buffering").ShouldBe(["no"]);
        var whole = await response.Content.ReadAsStringAsync();
        var events = Parse(whole);
        events.Select(item => item.Id).ShouldBe(Enumerable.Range(1, events.Count).Select(id => (long)id));
        events[0].Name.ShouldBe("turn.started");
        events[^1].Name.ShouldBe("turn.completed");
        var started = JsonDocument.Parse(events[0].Data).RootElement;
        var path = $"/api/sessions/{started.GetProperty("sessionId")}/turns/{started.GetProperty("turnId")}/events";
        for (var after = 0; after < events.Count; after++)
        {
            using var again = await server.Ada.OpenAsync(HttpMethod.Get, path, null, ("Last-Event-ID", $"{after}"));
            WithoutComments(await again.Content.ReadAsStringAsync()).ShouldBe(Frames(whole, after));
        }

        using var queried = await server.Ada.OpenAsync(HttpMethod.Get, $"{path}?after=2");
        WithoutComments(await queried.Content.ReadAsStringAsync()).ShouldBe(Frames(whole, 2));
    }

    [Fact]
    public async Task Messages_PageAfterPage_GoOnAlsoBesideAfter()
    {
        var agentId = await server.Ada.AgentAsync();
        var chat = await server.Ada.PostAsync("/api/chat", new { agentId, message = "Hello" });
        var path = $"/api/sessions/{chat.Json.GetProperty("sessionId")}/messages";
        var first = (await server.Ada.GetAsync($"{path}?limit=1")).Json;
        var second = (await server.Ada.GetAsync($"{path}?limit=1&after=0&cursor={first.GetProperty("nextCursor")}")).Json;
        first.GetProperty("items")[0].GetProperty("role").GetString().ShouldBe("user");
        second.GetProperty("items")[0].GetProperty("role").GetString().ShouldBe("assistant");
        (await server.Ada.GetAsync($"{path}?cursor=nonsense")).ShouldBeProblem(400, FailureCodes.InvalidCursor);
        (await server.Ada.GetAsync($"{path}?after=-1")).ShouldBeProblem(400, FailureCodes.InvalidRequest);
    }

    [Fact]
    public async Task Sessions_ListReadRenameSearchDelete()
    {
        var agentId = await server.Ada.AgentAsync();
        var word = $"zeppelin{Guid.NewGuid():n}";
        var chat = await server.Ada.PostAsync("/api/chat", new { agentId, message = $"Tell me about {word}" });
        var id = chat.Json.GetProperty("sessionId").GetString();
        var messages = (await server.Ada.GetAsync($"/api/sessions/{id}/messages")).Json.GetProperty("items");
        messages.EnumerateArray().Select(message => message.GetProperty("role").GetString()).ShouldBe(["user", "assistant"]);
        messages.EnumerateArray().Select(message => message.GetProperty("seq").GetInt64()).ShouldBe([1, 2]);
        messages[1].GetProperty("status").GetString().ShouldBe("complete");
        (await server.Ada.GetAsync($"/api/sessions/{id}/messages?after=1")).Json.GetProperty("items").GetArrayLength().ShouldBe(1);
        (await server.Ada.GetAsync($"/api/sessions?query={word}")).Json.GetProperty("items")[0].GetProperty("id").GetString().ShouldBe(id);
        (await server.Ada.SendAsync(HttpMethod.Patch, $"/api/sessions/{id}", new { title = "Airships" })).Json.GetProperty("title").GetString().ShouldBe("Airships");
        (await server.Ada.SendAsync(HttpMethod.Delete, $"/api/sessions/{id}")).Status.ShouldBe(204);
        (await server.Ada.GetAsync($"/api/sessions/{id}")).ShouldBeProblem(404, FailureCodes.SessionNotFound);
    }

    [Fact]
    public async Task Files_WatchDownloadChunksDelete()
    {
        var agentId = await server.Ada.AgentAsync();
        var upload = await server.Ada.UploadAsync(agentId, "Über notes.md", Notes);
        upload.Status.ShouldBe(202, upload.Text);
        var id = upload.Json.GetProperty("items")[0].GetProperty("id").GetString();
        using var watch = await server.Ada.OpenAsync(HttpMethod.Get, $"/api/files/{id}/events");
        var events = Parse(await watch.Content.ReadAsStringAsync());
        JsonDocument.Parse(events[^1].Data).RootElement.GetProperty("status").GetString().ShouldBe("ready");
        var content = await server.Ada.GetAsync($"/api/files/{id}/content");
        content.Text.ShouldBe(Notes);
        content.Response.Content.Headers.ContentDisposition!.DispositionType.ShouldBe("attachment");
        content.Response.Content.Headers.ContentDisposition.FileNameStar.ShouldBe("Über notes.md");
        content.Response.Headers.GetValues("X-Content-Type-Options").ShouldBe(["nosniff"]);
        var chunks = (await server.Ada.GetAsync($"/api/files/{id}/chunks")).Json.GetProperty("items");
        chunks.GetArrayLength().ShouldBeGreaterThan(0);
        var search = await server.Ada.PostAsync($"/api/agents/{agentId}/search", new { query = "harbour master" });
        search.Json.GetProperty("hits")[0].GetProperty("text").GetString()!.ShouldContain("Jens Holm");
        (await server.Ada.SendAsync(HttpMethod.Delete, $"/api/files/{id}")).Status.ShouldBe(204);
        (await server.Ada.GetAsync($"/api/files/{id}")).ShouldBeProblem(404, FailureCodes.FileNotFound);
        (await server.Ada.PostAsync($"/api/agents/{agentId}/search", new { query = "harbour master" })).Json.GetProperty("hits").GetArrayLength().ShouldBe(0);
    }

    [Fact]
    public async Task Usage_CountsTheTurn_AsJsonAndCsv()
    {
        var agentId = await server.Bob.AgentAsync();
        (await server.Bob.PostAsync("/api/chat", new { agentId, message = "hello" })).Status.ShouldBe(200);
        var report = await server.Bob.GetAsync("/api/usage?groupBy=agent");
        report.Json.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("key").GetString()).ShouldContain(agentId);
        var csv = await server.Bob.GetAsync("/api/usage?groupBy=version&format=csv");
        csv.Response.Content.Headers.ContentType!.MediaType.ShouldBe("text/csv");
        csv.Text.ShouldStartWith("key,calls,inputTokens,cachedInputTokens,outputTokens,costUsd,unpricedCalls\r\n");
        csv.Text.ShouldContain($"{agentId}@1,");
    }

    private async Task<string> ReadyAgentAsync()
    {
        var agentId = await server.Ada.AgentAsync();
        var upload = await server.Ada.UploadAsync(agentId, "notes.md", Notes);
        upload.Status.ShouldBe(202, upload.Text);
        using var watch = await server.Ada.OpenAsync(
            HttpMethod.Get, $"/api/files/{upload.Json.GetProperty("items")[0].GetProperty("id").GetString()}/events");
        (await watch.Content.ReadAsStringAsync()).ShouldContain("\"ready\"");
        return agentId;
    }

    private static List<(long Id, string Name, string Data)> Parse(string stream) =>
    [
        .. WithoutComments(stream).Split("\n\n", StringSplitOptions.RemoveEmptyEntries).Select(frame => frame.Split('\n'))
            .Select(lines => (long.Parse(lines[0][4..], null), lines[1][7..], lines[2][6..])),
    ];

    private static string Frames(string stream, long after) => string.Concat(
        WithoutComments(stream).Split("\n\n", StringSplitOptions.RemoveEmptyEntries).Skip((int)after).Select(frame => frame + "\n\n"));

    private static string WithoutComments(string stream) => stream.Replace(":\n\n", "", StringComparison.Ordinal);
}
