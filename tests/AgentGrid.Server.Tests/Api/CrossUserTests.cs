using AgentGrid.Server.Routing;
using AgentGrid.Server.Tests.Hosting;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace AgentGrid.Server.Tests.Api;

/// <summary>No one, admins included, reaches by any route what is another's; a new route without a case here fails.</summary>
[Collection(ServerCollection.Name)]
public sealed class CrossUserTests(TestServer server)
{
    /// <summary>Bodies of routes that take one; every other route takes none.</summary>
    private static readonly Dictionary<string, Func<HttpContent?>> Bodies = new()
    {
        ["PUT /api/agents/{agentId}"] = () => Json("""{"config":{}}"""),
        ["POST /api/agents/{agentId}/search"] = () => Json("""{"query":"x"}"""),
        ["POST /api/agents/{agentId}/files"] = () => new MultipartFormDataContent { { new StringContent("text"), "file", "a.txt" } },
        ["PATCH /api/sessions/{sessionId}"] = () => Json("""{"title":"mine now"}"""),
    };

    private static readonly string[] Bodiless =
    [
        "GET /api/agents/{agentId}", "DELETE /api/agents/{agentId}", "GET /api/agents/{agentId}/versions",
        "GET /api/agents/{agentId}/versions/{version}", "POST /api/agents/{agentId}/versions/{version}/activate",
        "GET /api/agents/{agentId}/knowledge", "GET /api/agents/{agentId}/files", "GET /api/files/{fileId}", "GET /api/files/{fileId}/events", "GET /api/files/{fileId}/content",
        "GET /api/files/{fileId}/chunks", "POST /api/files/{fileId}/retry", "POST /api/files/{fileId}/cancel",
        "POST /api/files/{fileId}/pause", "POST /api/files/{fileId}/resume",
        "POST /api/files/{fileId}/reprocess", "DELETE /api/files/{fileId}", "GET /api/sessions/{sessionId}", "DELETE /api/sessions/{sessionId}",
        "GET /api/sessions/{sessionId}/messages", "GET /api/sessions/{sessionId}/attachments/{attachmentId}", "GET /api/sessions/{sessionId}/turns/{turnId}/events",
        "POST /api/sessions/{sessionId}/turns/{turnId}/cancel", "POST /api/sessions/{sessionId}/turns/{turnId}/continue",
        "DELETE /api/keys/{keyId}", "GET /api/deletions/{receiptId}",
    ];

    /// <summary>For admins only, whoever the id is of.</summary>
    private static readonly string[] ForAdmins = ["GET /api/admin/users/{userId}", "PATCH /api/admin/users/{userId}"];

    [Fact]
    public void EveryRouteWithAnId_HasACase()
    {
        var routes = server.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(endpoint => IdKind.ByParameter.Values.Any(kind => endpoint.RoutePattern.GetParameter(kind.Parameter) is not null))
            .SelectMany(endpoint => endpoint.Metadata.GetMetadata<HttpMethodMetadata>()!.HttpMethods
                .Select(method => $"{method} /{endpoint.RoutePattern.RawText!.Trim('/')}"));
        routes.ShouldBe([.. Bodies.Keys, .. Bodiless, .. ForAdmins], ignoreOrder: true);
    }

    [Fact]
    public async Task EveryRouteWithAnId_ForAnotherUser_Answers404()
    {
        var ids = await MakeThingsAsync(server.Ada);
        foreach (var route in (string[])[.. Bodies.Keys, .. Bodiless])
        {
            foreach (var stranger in new[] { server.Bob, server.Admin })
            {
                var answer = await CallAsync(stranger, route, ids);
                answer.Status.ShouldBe(404, $"{route}: {answer.Text}");
                answer.Json.GetProperty("code").GetString()!.ShouldEndWith("_not_found", Case.Sensitive, route);
            }
        }

        // Nothing that was tried above had an effect.
        (await server.Ada.GetAsync($"/api/agents/{ids["agentId"]}")).Json.GetProperty("latestVersion").GetInt32().ShouldBe(1);
        (await server.Ada.GetAsync($"/api/files/{ids["fileId"]}")).Json.GetProperty("status").GetString().ShouldNotBe("deleting");
        (await server.Ada.GetAsync($"/api/sessions/{ids["sessionId"]}")).Json.GetProperty("title").GetString().ShouldNotBe("mine now");
        (await server.Ada.GetAsync("/api/keys")).Text.ShouldContain(ids["keyId"]);
    }

    [Fact]
    public async Task EveryRouteWithAnId_ForAnIdThatCannotExist_Answers404()
    {
        var ids = IdKind.ByParameter.Keys.ToDictionary(parameter => parameter, _ => "%2e%2e%2f' OR 1=1--");
        foreach (var route in (string[])[.. Bodies.Keys, .. Bodiless])
        {
            var answer = await CallAsync(server.Ada, route, ids);
            answer.Status.ShouldBe(404, $"{route}: {answer.Text}");
        }
    }

    [Fact]
    public async Task ChatByIdInBody_ForAnotherUser_Answers404()
    {
        var ids = await MakeThingsAsync(server.Ada);
        var own = await server.Bob.AgentAsync();
        (await server.Bob.PostAsync("/api/chat", new { agentId = ids["agentId"], message = "hi" })).ShouldBeProblem(404, FailureCodes.AgentNotFound);
        (await server.Bob.PostAsync("/api/chat", new { agentId = own, sessionId = ids["sessionId"], message = "hi" }))
            .ShouldBeProblem(404, FailureCodes.SessionNotFound);
    }

    [Fact]
    public async Task Lists_ShowOnlyOnesOwn()
    {
        var ids = await MakeThingsAsync(server.Ada);
        foreach (var path in new[] { "/api/agents?limit=200", "/api/sessions?limit=200", $"/api/sessions?agentId={ids["agentId"]}", "/api/keys" })
        {
            var list = (await server.Bob.GetAsync(path)).Text;
            ids.Values.ShouldAllBe(id => !list.Contains(id, StringComparison.Ordinal), path);
        }
    }

    [Fact]
    public async Task AdminRoutes_ForOthers_Answer403()
    {
        var id = (await server.Ada.GetAsync("/api/me")).Id;
        foreach (var route in ForAdmins)
        {
            (await CallAsync(server.Bob, route, new() { ["userId"] = id })).ShouldBeProblem(403, FailureCodes.Forbidden);
        }
    }

    private static async Task<Dictionary<string, string>> MakeThingsAsync(ApiClient owner)
    {
        var agentId = await owner.AgentAsync();
        var upload = await owner.UploadAsync(agentId, "notes.txt", "The lighthouse keeper is called Marta.");
        upload.Status.ShouldBe(202, upload.Text);
        var chat = await owner.PostAsync(
            "/api/chat", new { agentId, message = "Who keeps the lighthouse?", attachments = new[] { new { data = Pixels.Png } } });
        chat.Status.ShouldBe(200, chat.Text);
        var said = await owner.GetAsync($"/api/sessions/{chat.Json.GetProperty("sessionId").GetString()}/messages");
        var image = said.Json.GetProperty("items")[0].GetProperty("attachments")[0];
        (await owner.GetAsync(image.GetProperty("url").GetString()!)).Status.ShouldBe(200);
        var key = await owner.PostAsync("/api/keys", new { name = "k", scopes = new[] { "chat" } });
        var doomed = await owner.AgentAsync("Doomed");
        var receipt = await owner.SendAsync(HttpMethod.Delete, $"/api/agents/{doomed}");
        receipt.Status.ShouldBe(202, receipt.Text);
        (await owner.GetAsync($"/api/deletions/{receipt.Id}")).Status.ShouldBe(200);
        return new Dictionary<string, string>
        {
            ["agentId"] = agentId,
            ["fileId"] = upload.Json.GetProperty("items")[0].GetProperty("id").GetString()!,
            ["sessionId"] = chat.Json.GetProperty("sessionId").GetString()!,
            ["attachmentId"] = image.GetProperty("id").GetString()!,
            ["turnId"] = chat.Json.GetProperty("turnId").GetString()!,
            ["keyId"] = key.Id,
            ["receiptId"] = receipt.Id,
        };
    }

    private static Task<ApiAnswer> CallAsync(ApiClient caller, string route, Dictionary<string, string> ids)
    {
        var (method, path) = (route.Split(' ')[0], route.Split(' ')[1].Replace("{version}", "1", StringComparison.Ordinal));
        foreach (var (name, id) in ids)
        {
            path = path.Replace($"{{{name}}}", id, StringComparison.Ordinal);
        }

        return caller.SendAsync(
            HttpMethod.Parse(method), path, Bodies.TryGetValue(route, out var body) ? body() : null,
            route.StartsWith("PUT", StringComparison.Ordinal) ? [("If-Match", "\"1\"")] : []);
    }

    private static StringContent Json(string text) => new(text, System.Text.Encoding.UTF8, "application/json");
}
