using System.Net.Http.Headers;
using System.Text.Json;
using AgentGrid.Server.Tests.Hosting;
using AgentGrid.Testing.Llm;

namespace AgentGrid.Server.Tests.Chat;

/// <summary>What reaches users and admins of a provider that does not do what it is asked.</summary>
public sealed class ProviderTroubleTests : IAsyncLifetime
{
    private static readonly OpenAiWire Wire = new();
    private ScriptedServer _server = null!;

    public async Task InitializeAsync() => _server = await ScriptedServer.StartAsync(
        FakeReplies.Stream(Wire.Text("Yes.")),
        "--AgentGrid:Llm:CircuitBreaker:Failures", "1", "--AgentGrid:Llm:CircuitBreaker:Seconds", "3600");

    public async Task DisposeAsync() => await _server.DisposeAsync();

    [Fact]
    public async Task RetryAfter_OfAProviderThatLimits_ReachesTheCallerInEveryForm()
    {
        _server.Reply = FakeReplies.Error(429, Wire.ErrorBody(429, "slow down"), retryAfter: "600");
        var agentId = await _server.Ada.AgentAsync();
        var answer = await ChatAsync(agentId);

        var problem = answer.ShouldBeProblem(503, FailureCodes.ProviderRateLimited);
        problem.GetProperty("retryAfter").GetInt32().ShouldBe(600);
        problem.GetProperty("retryable").GetBoolean().ShouldBeTrue();
        answer.Response.Headers.RetryAfter.ShouldBe(new RetryConditionHeaderValue(TimeSpan.FromSeconds(600)));

        using var events = await _server.Ada.OpenAsync(HttpMethod.Post, "/api/chat", new { agentId, message = "Well?" });
        var failed = (await events.Content.ReadAsStringAsync()).Split('\n').Last(line => line.StartsWith("data:", StringComparison.Ordinal));
        JsonDocument.Parse(failed["data:".Length..]).RootElement.GetProperty("retryAfter").GetInt32().ShouldBe(600);
    }

    [Fact]
    public async Task Tools_ThatTheModelTakesNone_AreLeftOutAndTheMessageSaysSo()
    {
        _server.Reply = context => ((string)context.Items[FakeProviderServer.BodyItem]!).Contains("\"tools\"", StringComparison.Ordinal)
            ? FakeReplies.Error(400, Wire.ErrorBody(400, "m does not support tools"))(context)
            : FakeReplies.Stream(Wire.Text("Yes."))(context);
        var answer = await ChatAsync(await _server.Ada.AgentAsync());
        answer.Status.ShouldBe(200, answer.Text);
        answer.Json.GetProperty("text").GetString().ShouldBe("Yes.");

        var messages = await _server.Ada.GetAsync($"/api/sessions/{answer.Json.GetProperty("sessionId").GetString()}/messages");
        var notice = messages.Json.GetProperty("items").EnumerateArray().Last().GetProperty("rejections").EnumerateArray().ShouldHaveSingleItem();
        notice.GetProperty("code").GetString().ShouldBe("tools_not_supported");
        notice.GetProperty("model").GetString().ShouldBe("fake/m");
    }

    [Fact]
    public async Task Image_ThatIsRefused_DoesNotSpoilTheTurnsThatFollow()
    {
        _server.Reply = context => ((string)context.Items[FakeProviderServer.BodyItem]!).Contains("image_url", StringComparison.Ordinal)
            ? FakeReplies.Error(400, Wire.ErrorBody(400, "Could not process image"))(context)
            : FakeReplies.Stream(Wire.Text("Yes."))(context);
        var agentId = await _server.Ada.AgentAsync();
        var refused = await _server.Ada.PostAsync("/api/chat", new { agentId, message = "Look", attachments = new[] { new { type = "image", data = Pixels.Png } } });
        var sessionId = refused.ShouldBeProblem(502, "provider_bad_request").GetProperty("sessionId").GetString();

        var next = await _server.Ada.PostAsync("/api/chat", new { agentId, sessionId, message = "And without?" });
        next.Status.ShouldBe(200, next.Text);
        _server.Provider.Requests[^1].Body.ShouldContain("Look");
        _server.Provider.Requests[^1].Body.ShouldContain("An image that the model could not read");
    }

    [Fact]
    public async Task Words_ThatAreRefused_DoNotSpoilTheTurnsThatFollow()
    {
        _server.Reply = context => ((string)context.Items[FakeProviderServer.BodyItem]!).Contains("forbidden", StringComparison.Ordinal)
            ? FakeReplies.Stream(Wire.Head() + Wire.End("content_filter"))(context)
            : FakeReplies.Stream(Wire.Text("Yes."))(context);
        var agentId = await _server.Ada.AgentAsync();
        var refused = await _server.Ada.PostAsync("/api/chat", new { agentId, message = "Say the forbidden word" });
        var sessionId = refused.ShouldBeProblem(502, FailureCodes.ContentRefused).GetProperty("sessionId").GetString();

        var next = await _server.Ada.PostAsync("/api/chat", new { agentId, sessionId, message = "Hello?" });
        next.Status.ShouldBe(200, next.Text);
    }

    [Fact]
    public async Task Test_OfAProviderWhoseCircuitIsOpen_AsksItAndClosesTheCircuit()
    {
        _server.Reply = FakeReplies.Error(500, Wire.ErrorBody(500, "boom"));
        var agentId = await _server.Ada.AgentAsync();
        (await ChatAsync(agentId)).ShouldBeProblem(502, FailureCodes.ProviderError);
        (await ChatAsync(agentId)).ShouldBeProblem(503, "provider_circuit_open");

        _server.Reply = FakeReplies.Stream(Wire.Text("ok"));
        var trial = await _server.Server.Admin.PostAsync("/api/admin/providers/fake/test", new { });
        trial.Json.GetProperty("ok").GetBoolean().ShouldBeTrue(trial.Text);
        (await ChatAsync(agentId)).Status.ShouldBe(200);
    }

    [Fact]
    public async Task Removal_OfAProviderThatAnAliasNames_IsRefusedUntilTheAliasIsChanged()
    {
        const string path = "/api/admin/providers/mine";
        var mine = new { type = "openai-compatible", baseUrl = _server.Provider.Address + "/v1", models = new[] { "a", "b" } };
        (await PutAsync(path, mine)).Status.ShouldBe(200);
        (await PutAsync("/api/admin/settings", new { aliases = new { @default = "mine/a", fast = "mine/a" } })).Status.ShouldBe(200);
        var agentId = await _server.Ada.AgentAsync();

        var refused = (await _server.Server.Admin.SendAsync(HttpMethod.Delete, path)).ShouldBeProblem(409, FailureCodes.ProviderInUse);
        refused.GetProperty("detail").GetString()!.ShouldContain("'default', 'fast'");
        (await PutAsync(path, new { mine.type, mine.baseUrl, models = new[] { "b" } })).ShouldBeProblem(409, FailureCodes.ProviderInUse);
        (await ChatAsync(agentId)).Json.GetProperty("model").GetString().ShouldBe("mine/a");

        (await PutAsync(path, new { mine.type, mine.baseUrl, mine.models, enabled = false })).Status.ShouldBe(200, "to switch off is allowed");
        var offline = await ChatAsync(agentId);
        offline.Json.GetProperty("model").GetString().ShouldBe("offline/extractive");
        offline.Json.GetProperty("text").GetString()!.ShouldContain("'mine' is switched off");
        (await _server.Server.Admin.SendAsync(HttpMethod.Delete, path)).ShouldBeProblem(409, FailureCodes.ProviderInUse);

        (await PutAsync("/api/admin/settings", new { aliases = new { } })).Status.ShouldBe(200);
        (await _server.Server.Admin.SendAsync(HttpMethod.Delete, path)).Status.ShouldBe(204);
        (await ChatAsync(agentId)).Json.GetProperty("model").GetString().ShouldBe("fake/m");
    }

    private Task<ApiAnswer> PutAsync(string path, object body) => _server.Server.Admin.SendAsync(HttpMethod.Put, path, body);

    private Task<ApiAnswer> ChatAsync(string agentId) => _server.Ada.PostAsync("/api/chat", new { agentId, message = "Well?" });
}
