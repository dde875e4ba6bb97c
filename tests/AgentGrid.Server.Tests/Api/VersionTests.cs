using AgentGrid.Server.Tests.Hosting;

namespace AgentGrid.Server.Tests.Api;

[Collection(ServerCollection.Name)]
public sealed class VersionTests(TestServer server)
{
    [Fact]
    public async Task ListVersions_AfterAChange_GivesTheHistoryByNumber()
    {
        var agentId = await TwoVersionsAsync();
        var versions = (await server.Ada.GetAsync($"/api/agents/{agentId}/versions")).Json.GetProperty("items").EnumerateArray().ToList();
        versions.Select(version => version.GetProperty("number").GetInt32()).ShouldBe([2, 1]);
        versions[0].EnumerateObject().Select(field => field.Name).Order()
            .ShouldBe(["author", "config", "createdAt", "isActive", "note", "number"]);
        (await server.Ada.GetAsync($"/api/agents/{agentId}/versions/1")).Json.GetProperty("number").GetInt32().ShouldBe(1);
    }

    [Fact]
    public async Task Activate_StaleIfMatch_Answers412AndChangesNothing()
    {
        var agentId = await TwoVersionsAsync();
        (await server.Ada.PostAsync($"/api/agents/{agentId}/versions/1/activate", null, ("If-Match", "\"1\"")))
            .ShouldBeProblem(412, FailureCodes.VersionConflict);
        (await server.Ada.PostAsync($"/api/agents/{agentId}/versions/1/activate", null, ("If-Match", "one")))
            .ShouldBeProblem(400, FailureCodes.InvalidRequest);
        (await server.Ada.GetAsync($"/api/agents/{agentId}")).Json.GetProperty("activeVersion").GetInt32().ShouldBe(2);

        (await server.Ada.PostAsync($"/api/agents/{agentId}/versions/1/activate", null, ("If-Match", "\"2\""))).Status.ShouldBe(200);
        (await server.Ada.PostAsync($"/api/agents/{agentId}/versions/2/activate", null, ("If-Match", "*"))).Status.ShouldBe(200);
        (await server.Ada.PostAsync($"/api/agents/{agentId}/versions/1/activate")).Status.ShouldBe(200);
    }

    [Fact]
    public async Task Delete_StaleIfMatch_Answers412AndTheAgentStays()
    {
        var agentId = await TwoVersionsAsync();
        (await server.Ada.SendAsync(HttpMethod.Delete, $"/api/agents/{agentId}", null, ("If-Match", "\"1\"")))
            .ShouldBeProblem(412, FailureCodes.VersionConflict);
        (await server.Bob.SendAsync(HttpMethod.Delete, $"/api/agents/{agentId}", null, ("If-Match", "bad")))
            .ShouldBeProblem(404, FailureCodes.AgentNotFound);
        (await server.Ada.GetAsync($"/api/agents/{agentId}")).Status.ShouldBe(200);
        (await server.Ada.SendAsync(HttpMethod.Delete, $"/api/agents/{agentId}", null, ("If-Match", "\"2\""))).Status.ShouldBe(202);
    }

    private async Task<string> TwoVersionsAsync()
    {
        var agentId = await server.Ada.AgentAsync();
        var updated = await server.Ada.SendAsync(
            HttpMethod.Put, $"/api/agents/{agentId}", new { config = new { instructions = "Be brief." }, note = "shorter" }, ("If-Match", "\"1\""));
        updated.Status.ShouldBe(200, updated.Text);
        return agentId;
    }
}
