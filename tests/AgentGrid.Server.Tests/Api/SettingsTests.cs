using AgentGrid.Server.Tests.Hosting;

namespace AgentGrid.Server.Tests.Api;

/// <summary>What admins change while the server runs.</summary>
public sealed class SettingsTests : IAsyncLifetime
{
    private const string Path = "/api/admin/settings";
    private TalkingModel _model = null!;
    private TestServer _server = null!;

    public async Task InitializeAsync()
    {
        _model = await TalkingModel.StartAsync(("", "Yes."));
        _server = new TestServer(_model.Settings);
        await _server.InitializeAsync();
    }

    public async Task DisposeAsync()
    {
        await _server.DisposeAsync();
        await _model.DisposeAsync();
    }

    [Fact]
    public async Task Alias_SetByAnAdmin_IsUsedByTheNextTurnAndAuditedAndTakenBack()
    {
        var agent = (await _server.Ada.PostAsync("/api/agents", new { name = "A", config = new { model = "fast" } })).Id;
        var saved = await PutAsync(new { aliases = new { fast = "offline/extractive", mine = "fake/m" } });
        saved.Status.ShouldBe(200, saved.Text);
        saved.Json.GetProperty("effectiveAliases").GetProperty("fast").GetString().ShouldBe("offline/extractive");
        saved.Json.GetProperty("effectiveAliases").GetProperty("default").GetString().ShouldBe("fake/m", "the configuration's stays");
        (await ChatAsync(agent)).GetProperty("model").GetString().ShouldBe("offline/extractive");
        (await _server.Ada.PostAsync("/api/agents", new { name = "B", config = new { model = "mine" } })).Status.ShouldBe(201);

        var audit = (await _server.Admin.GetAsync("/api/admin/audit?targetId=settings")).Json.GetProperty("items")[0];
        audit.GetProperty("action").GetString().ShouldBe("settings.changed");
        audit.GetProperty("detail").GetString()!.ShouldContain("fast:offline/extractive");

        await PutAsync(new { aliases = new { } });
        (await ChatAsync(agent)).GetProperty("model").GetString().ShouldBe("fake/m");
    }

    [Fact]
    public async Task Price_SetByAnAdmin_CountsFromTheNextCall()
    {
        var agent = await _server.Ada.AgentAsync();
        (await ChatAsync(agent)).GetProperty("usage").GetProperty("totalCostUsd").ValueKind.ShouldBe(System.Text.Json.JsonValueKind.Null);
        var saved = await PutAsync("""{"prices":{"fake/m":{"input":10,"cachedInput":1,"output":100}}}""");
        saved.Status.ShouldBe(200, saved.Text);
        var cost = (await ChatAsync(agent)).GetProperty("usage").GetProperty("totalCostUsd").GetDecimal();
        cost.ShouldBe(((60 * 10m) + (40 * 1m) + (20 * 100m)) / 1_000_000m);
    }

    [Fact]
    public async Task CostLimit_OfAModelWithoutAPrice_IsWarnedOfUntilItHasOne()
    {
        var agent = await _server.Ada.PostAsync(
            "/api/agents", new { name = "A", config = new { model = "fake/m", limits = new { maxTurnCostUsd = 0.5 } } });
        agent.Json.GetProperty("warnings").EnumerateArray().ShouldHaveSingleItem().GetString()!.ShouldContain("fake/m");

        (await PutAsync("""{"prices":{"fake/m":{"input":1,"output":2}}}""")).Status.ShouldBe(200);
        (await _server.Ada.GetAsync($"/api/agents/{agent.Id}")).Json.GetProperty("warnings").GetArrayLength().ShouldBe(0);
    }

    [Fact]
    public async Task ProviderTest_IsMeteredForWhoAsked()
    {
        (await _server.Admin.PostAsync("/api/admin/providers/fake/test", new { })).Json.GetProperty("ok").GetBoolean().ShouldBeTrue();
        var me = (await _server.Admin.GetAsync("/api/me")).Id;
        var patience = System.Diagnostics.Stopwatch.StartNew();
        while (!(await _server.Admin.GetAsync("/api/usage?groupBy=user")).Text.Contains(me, StringComparison.Ordinal))
        {
            patience.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(60));
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System);
        }
    }

    [Fact]
    public async Task Save_LeavesWhatItDoesNotName_AndRefusesAStaleRevision()
    {
        await PutAsync(new { aliases = new { fast = "fake/m" } });
        var second = await PutAsync("""{"prices":{"fake/*":{"input":1,"output":2}}}""");
        second.Json.GetProperty("aliases").GetProperty("fast").GetString().ShouldBe("fake/m");
        var revision = second.Json.GetProperty("revision").GetInt32();
        (await PutAsync(new { aliases = new { } }, ("If-Match", $"\"{revision - 1}\""))).ShouldBeProblem(412, FailureCodes.VersionConflict);
        (await PutAsync(new { aliases = new { } }, ("If-Match", $"\"{revision}\""))).Status.ShouldBe(200);
        (await PutAsync(new { aliases = new { } }, ("If-Match", "*"))).Status.ShouldBe(200);
        (await PutAsync(new { aliases = new { } }, ("If-Match", ""))).Status.ShouldBe(200);
        (await PutAsync(new { aliases = new { } }, ("If-Match", "x"))).ShouldBeProblem(400, FailureCodes.InvalidRequest);
    }

    [Theory]
    [InlineData("""{"aliases":{"fast":"nowhere/m"}}""", FailureCodes.UnknownModel)]
    [InlineData("""{"aliases":{"fast":"default"}}""", FailureCodes.InvalidRequest)]
    [InlineData("""{"aliases":{"a/b":"fake/m"}}""", FailureCodes.InvalidRequest)]
    [InlineData("""{"aliases":{"fast":null}}""", FailureCodes.InvalidRequest)]
    [InlineData("""{"aliases":{"fast":"offline/extrac\ntive"}}""", FailureCodes.InvalidRequest)]
    [InlineData("""{"aliases":{"A1":"fake/m","a1":"offline/extractive"}}""", FailureCodes.InvalidRequest)]
    [InlineData("""{"aliases":{"offline":"fake/m"}}""", FailureCodes.InvalidRequest)]
    [InlineData("""{"prices":{"fake/m":{"input":-1,"output":1}}}""", FailureCodes.InvalidRequest)]
    [InlineData("""{"prices":{"fake/m":{"input":1}}}""", FailureCodes.InvalidRequest)]
    [InlineData("""{"prices":{"m":{"input":1,"output":1}}}""", FailureCodes.InvalidRequest)]
    [InlineData("""{"colour":"red"}""", FailureCodes.UnknownField)]
    public async Task Save_BadSettings_AreRefused(string body, string code) => (await PutAsync(body)).ShouldBeProblem(400, code);

    [Fact]
    public async Task Settings_ForACreator_Answer403() => (await _server.Ada.GetAsync(Path)).ShouldBeProblem(403, FailureCodes.Forbidden);

    private async Task<System.Text.Json.JsonElement> ChatAsync(string agentId)
    {
        var answer = await _server.Ada.PostAsync("/api/chat", new { agentId, message = "Well?" });
        answer.Status.ShouldBe(200, answer.Text);
        return answer.Json;
    }

    private Task<ApiAnswer> PutAsync(object body, params (string, string)[] headers) => _server.Admin.SendAsync(HttpMethod.Put, Path, body, headers);
}
