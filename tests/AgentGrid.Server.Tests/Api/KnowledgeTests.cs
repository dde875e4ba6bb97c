using System.Text.Json;
using AgentGrid.Server.Tests.Hosting;

namespace AgentGrid.Server.Tests.Api;

/// <summary>An agent's files through the API.</summary>
[Collection(ServerCollection.Name)]
public sealed class KnowledgeTests(TestServer server)
{
    [Fact]
    public async Task Knowledge_OfAnAgent_CountsFilesAndSaysWhichVectorsServe()
    {
        var agentId = await server.Ada.AgentAsync();
        (await server.Ada.GetAsync($"/api/agents/{agentId}/knowledge")).Json.GetProperty("embedding").ValueKind.ShouldBe(JsonValueKind.Null);
        await ReadyAsync(agentId, "The library opened in 1921.");

        var status = (await server.Ada.GetAsync($"/api/agents/{agentId}/knowledge")).Json;

        status.GetProperty("files").GetInt32().ShouldBe(1);
        status.GetProperty("ready").GetInt32().ShouldBe(1);
        status.GetProperty("chunks").GetInt64().ShouldBe(1);
        status.GetProperty("embedding").GetProperty("model").GetString().ShouldBe("builtin/ngram-v1");
        status.GetProperty("embedding").GetProperty("dimensions").GetInt32().ShouldBe(4_096);
        status.GetProperty("rebuild").ValueKind.ShouldBe(JsonValueKind.Null);
    }

    [Fact]
    public async Task Pause_FileThatIsReady_IsRefusedWithTheReason()
    {
        var id = await ReadyAsync(await server.Ada.AgentAsync(), "The library opened in 1921.");

        (await server.Ada.PostAsync($"/api/files/{id}/pause")).ShouldBeProblem(409, FailureCodes.FileNotPausable);
        (await server.Ada.PostAsync($"/api/files/{id}/resume")).ShouldBeProblem(409, FailureCodes.FileNotPaused);
        (await server.Ada.GetAsync($"/api/files/{id}")).Json.GetProperty("paused").GetBoolean().ShouldBeFalse();
    }

    private async Task<string> ReadyAsync(string agentId, string text)
    {
        var upload = await server.Ada.UploadAsync(agentId, "note.txt", text);
        var id = upload.Json.GetProperty("items")[0].GetProperty("id").GetString()!;
        using var watch = await server.Ada.OpenAsync(HttpMethod.Get, $"/api/files/{id}/events");
        (await watch.Content.ReadAsStringAsync()).ShouldContain("\"ready\"");
        return id;
    }
}
