using System.Text.Json;
using AgentGrid.Server.Tests.Hosting;

namespace AgentGrid.Server.Tests.Api;

/// <summary>What clients that are made from the API's description rely on.</summary>
[Collection(ServerCollection.Name)]
public sealed class OpenApiTests(TestServer server)
{
    [Theory]
    [InlineData("/api/chat", "post", "application/json", "text/event-stream")]
    [InlineData("/api/sessions/{sessionId}/turns/{turnId}/continue", "post", "application/json", "text/event-stream")]
    [InlineData("/api/sessions/{sessionId}/turns/{turnId}/events", "get", "text/event-stream")]
    [InlineData("/api/files/{fileId}/events", "get", "text/event-stream")]
    [InlineData("/api/files/{fileId}/content", "get", "application/octet-stream")]
    [InlineData("/api/usage", "get", "application/json", "text/csv")]
    public async Task Answer_SeveralForms_AllAreDescribed(string path, string method, params string[] types)
    {
        var answer = (await OperationAsync(path, method)).GetProperty("responses").GetProperty("200");
        answer.GetProperty("content").EnumerateObject().Select(type => type.Name).Order().ShouldBe(types.Order());
    }

    [Fact]
    public async Task ChatAnswer_Json_NamesItsFields()
    {
        var document = await DocumentAsync();
        var schema = document.GetProperty("paths").GetProperty("/api/chat").GetProperty("post").GetProperty("responses").GetProperty("200")
            .GetProperty("content").GetProperty("application/json").GetProperty("schema").GetProperty("$ref").GetString();
        schema.ShouldBe("#/components/schemas/ChatAnswer");
        document.GetProperty("components").GetProperty("schemas").GetProperty("ChatAnswer").GetProperty("properties")
            .TryGetProperty("finishReason", out _).ShouldBeTrue();
    }

    [Theory]
    [InlineData("/api/agents/{agentId}", "put", 409, 412, 428)]
    [InlineData("/api/agents/{agentId}", "delete", 412)]
    [InlineData("/api/agents/{agentId}/versions/{version}/activate", "post", 404, 412)]
    [InlineData("/api/chat", "post", 404, 406, 409, 502)]
    [InlineData("/api/sessions/{sessionId}/turns/{turnId}/continue", "post", 404, 406, 409, 502)]
    [InlineData("/api/sessions/{sessionId}/turns/{turnId}/cancel", "post", 404, 409)]
    [InlineData("/api/files/{fileId}/retry", "post", 404, 409)]
    [InlineData("/api/auth/login", "post", 401, 403)]
    [InlineData("/api/auth/refresh", "post", 401, 403)]
    [InlineData("/api/auth/register", "post", 403, 409)]
    [InlineData("/api/admin/providers/{provider}", "get", 404)]
    [InlineData("/api/admin/providers/{provider}", "delete", 404, 409)]
    [InlineData("/api/admin/providers/{provider}/test", "post", 404)]
    [InlineData("/api/admin/settings", "put", 412)]
    public async Task Failures_OfARoute_AreDescribed(string path, string method, params int[] statuses)
    {
        var responses = (await OperationAsync(path, method)).GetProperty("responses");
        foreach (var status in statuses)
        {
            responses.TryGetProperty($"{status}", out _).ShouldBeTrue($"{status}");
        }
    }

    [Fact]
    public async Task Description_NamesNoAddress_SinceItIsKeptForEverybody()
    {
        var first = await server.Anonymous.SendAsync(HttpMethod.Get, "/openapi/v1.json", null, ("Host", "attacker.example"));
        first.Text.ShouldNotContain("attacker.example");
        first.Json.TryGetProperty("servers", out _).ShouldBeFalse();
        (await server.Anonymous.GetAsync("/openapi/v1.json")).Text.ShouldBe(first.Text);
    }

    private async Task<JsonElement> DocumentAsync() => (await server.Anonymous.GetAsync("/openapi/v1.json")).Json;

    private async Task<JsonElement> OperationAsync(string path, string method) =>
        (await DocumentAsync()).GetProperty("paths").GetProperty(path).GetProperty(method);
}
