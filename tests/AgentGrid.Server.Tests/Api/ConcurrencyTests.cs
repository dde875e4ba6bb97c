using AgentGrid.Server.Tests.Hosting;

namespace AgentGrid.Server.Tests.Api;

[Collection(ServerCollection.Name)]
public sealed class ConcurrencyTests(TestServer server)
{
    private const int Writers = 200;

    [Fact]
    public async Task TwoHundredWritersToOneAgent_EachLandsInOrderOrIsRefused()
    {
        var id = await server.Ada.AgentAsync();
        var answers = await Task.WhenAll(Enumerable.Range(0, Writers).Select(WriteAsync));
        var landed = answers.Count(answer => answer.Status == 200);
        foreach (var refused in answers.Where(answer => answer.Status != 200))
        {
            refused.ShouldBeProblem(412, FailureCodes.VersionConflict);
        }

        landed.ShouldBeGreaterThan(0);
        (await server.Ada.GetAsync($"/api/agents/{id}")).Json.GetProperty("latestVersion").GetInt32().ShouldBe(1 + landed);
        answers.Where(answer => answer.Status == 200).Select(answer => answer.Json.GetProperty("latestVersion").GetInt32())
            .ShouldBe(Enumerable.Range(2, landed), ignoreOrder: true);

        async Task<ApiAnswer> WriteAsync(int writer)
        {
            // Each bases its change on what it just read, so that some land and some are stale.
            var latest = (await server.Ada.GetAsync($"/api/agents/{id}")).Json.GetProperty("latestVersion").GetInt32();
            return await server.Ada.SendAsync(
                HttpMethod.Put, $"/api/agents/{id}", new { config = new { instructions = $"{writer}" } }, ("If-Match", $"\"{latest}\""));
        }
    }

    [Fact]
    public async Task TwoHundredWritersToOneSession_EachIsAnsweredInOrderOrRefused()
    {
        var agentId = await server.Ada.AgentAsync();
        var sessionId = (await server.Ada.PostAsync("/api/chat", new { agentId, message = "first" })).Json.GetProperty("sessionId").GetString();
        var answers = await Task.WhenAll(Enumerable.Range(0, Writers).Select(
            writer => server.Ada.PostAsync("/api/chat", new { agentId, sessionId, message = $"message {writer}" })));
        foreach (var refused in answers.Where(answer => answer.Status != 200))
        {
            refused.ShouldBeProblem(409, FailureCodes.TurnInProgress);
        }

        var landed = answers.Count(answer => answer.Status == 200);
        landed.ShouldBeGreaterThan(0);
        var messages = new List<System.Text.Json.JsonElement>();
        for (long after = 0; ;)
        {
            var page = (await server.Ada.GetAsync($"/api/sessions/{sessionId}/messages?limit=200&after={after}")).Json;
            messages.AddRange(page.GetProperty("items").EnumerateArray());
            if (page.GetProperty("nextCursor").ValueKind == System.Text.Json.JsonValueKind.Null)
            {
                break;
            }

            after = messages[^1].GetProperty("seq").GetInt64();
        }

        messages.Count.ShouldBe(2 * (1 + landed));
        messages.Select(message => message.GetProperty("seq").GetInt64()).ShouldBe(Enumerable.Range(1, messages.Count).Select(seq => (long)seq));
        messages.Select(message => message.GetProperty("role").GetString())
            .ShouldBe(Enumerable.Range(0, messages.Count).Select(index => index % 2 == 0 ? "user" : "assistant"));
    }
}
