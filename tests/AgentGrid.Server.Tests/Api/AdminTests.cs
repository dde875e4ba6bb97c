using AgentGrid.Server.Tests.Hosting;

namespace AgentGrid.Server.Tests.Api;

[Collection(ServerCollection.Name)]
public sealed class AdminTests(TestServer server)
{
    private const string Secret = "sk-very-secret-0123456789";

    [Fact]
    public async Task Provider_KeyIsWriteOnly_AndGoesToNoOtherAddress()
    {
        var path = $"/api/admin/providers/p{Guid.NewGuid():n}";
        var saved = await PutAsync(path, new { type = "openai-compatible", baseUrl = "http://127.0.0.1:9/v1", apiKey = Secret, models = new[] { "m" } });
        saved.Status.ShouldBe(200, saved.Text);
        saved.Json.GetProperty("hasKey").GetBoolean().ShouldBeTrue();
        foreach (var answer in new[] { saved, await server.Admin.GetAsync(path), await server.Admin.GetAsync("/api/admin/providers") })
        {
            answer.Text.ShouldNotContain(Secret);
        }

        var kept = await PutAsync(path, new { type = "openai-compatible", baseUrl = "http://127.0.0.1:9/v1" });
        kept.Json.GetProperty("hasKey").GetBoolean().ShouldBeTrue();
        var moved = await PutAsync(path, new { type = "openai-compatible", baseUrl = "http://127.0.0.1:10/v1" });
        moved.Json.GetProperty("hasKey").GetBoolean().ShouldBeFalse();
        (await server.Admin.SendAsync(HttpMethod.Delete, path)).Status.ShouldBe(204);
        (await server.Admin.GetAsync(path)).ShouldBeProblem(404, FailureCodes.ProviderNotFound);
    }

    [Fact]
    public async Task Provider_TestOfAnAddressWhereNothingAnswers_SaysSo()
    {
        var path = $"/api/admin/providers/p{Guid.NewGuid():n}";
        await PutAsync(path, new { type = "openai-compatible", baseUrl = "http://127.0.0.1:9/v1", models = new[] { "m" } });
        var trial = await server.Admin.PostAsync($"{path}/test", new { });
        trial.Status.ShouldBe(200, trial.Text);
        trial.Json.GetProperty("ok").GetBoolean().ShouldBeFalse();
        trial.Json.GetProperty("code").GetString().ShouldNotBeNullOrEmpty();
        (await server.Admin.PostAsync("/api/admin/providers/offline/test", new { })).Json.GetProperty("ok").GetBoolean().ShouldBeTrue();
        await server.Admin.SendAsync(HttpMethod.Delete, path);
    }

    [Fact]
    public async Task Providers_SavedAtOnce_AreAllInEffectAndAudited()
    {
        var names = Enumerable.Range(0, 16).Select(_ => $"p{Guid.NewGuid():n}").ToList();
        var saved = await Task.WhenAll(names.Select(name => PutAsync($"/api/admin/providers/{name}", new { type = "openai", models = new[] { "m" } })));
        saved.ShouldAllBe(answer => answer.Status == 200);
        var inEffect = await server.Admin.GetAsync("/api/admin/providers");
        foreach (var name in names)
        {
            inEffect.Text.ShouldContain(name);
            var audit = await server.Admin.GetAsync($"/api/admin/audit?targetId={name}");
            audit.Json.GetProperty("items").EnumerateArray().ShouldHaveSingleItem().GetProperty("action").GetString().ShouldBe("provider.changed");
        }

        var removed = await Task.WhenAll(names.Select(name => server.Admin.SendAsync(HttpMethod.Delete, $"/api/admin/providers/{name}")));
        removed.ShouldAllBe(answer => answer.Status == 204);
        (await server.Admin.GetAsync("/api/admin/providers")).Text.ShouldNotContain(names[0]);
    }

    [Theory]
    [InlineData("x", """{"type":"telepathy"}""")]
    [InlineData("x", """{"type":"openai-compatible"}""")]
    [InlineData("x", """{"type":"openai","baseUrl":"ftp://example.com"}""")]
    [InlineData("x", """{"type":"openai-compatible","baseUrl":"http://127.0.0.1:9/v1\r\nX: y"}""")]
    [InlineData("x", """{"type":"openai","models":["a","a"]}""")]
    [InlineData("x", """{"type":"openai","embeddingModels":["a","b","a"]}""")]
    [InlineData("x", """{"type":"openai","maxConcurrency":0}""")]
    [InlineData("Not-A-Name", """{"type":"openai"}""")]
    [InlineData("offline", """{"type":"openai"}""")]
    public async Task Provider_BadSettings_AreRefused(string name, string body) =>
        (await PutAsync($"/api/admin/providers/{name}", body)).ShouldBeProblem(400, FailureCodes.InvalidRequest);

    [Theory]
    [InlineData("/api/admin/providers")]
    [InlineData("/api/admin/grid")]
    [InlineData("/api/admin/audit")]
    [InlineData("/api/admin/users")]
    public async Task AdminRoutes_ForACreator_Answer403(string path) =>
        (await server.Ada.GetAsync(path)).ShouldBeProblem(403, FailureCodes.Forbidden);

    [Fact]
    public async Task Grid_ShowsSilosActivationsAndCalls()
    {
        await server.Ada.AgentAsync();
        var grid = (await server.Admin.GetAsync("/api/admin/grid")).Json;
        grid.GetProperty("silos").GetArrayLength().ShouldBe(1);
        grid.GetProperty("grains").EnumerateArray().ShouldContain(grain => grain.GetProperty("activations").GetInt64() > 0);
        grid.GetProperty("methods").EnumerateArray().ShouldContain(method => method.GetProperty("calls").GetInt64() > 0);
    }

    private Task<ApiAnswer> PutAsync(string path, object body) => server.Admin.SendAsync(HttpMethod.Put, path, body);
}
