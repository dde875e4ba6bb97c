using AgentGrid.Server.Tests.Hosting;

namespace AgentGrid.Server.Tests.Api;

[Collection(ServerCollection.Name)]
public sealed class IdempotencyTests(TestServer server)
{
    private const string Header = "Idempotency-Key";

    [Fact]
    public async Task CreateAgent_SameKeyAndBody_OneAgentAndTheSameAnswer()
    {
        var key = NewKey();
        var body = new { name = $"Once {key}", config = new { } };
        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => server.Ada.PostAsync("/api/agents", body, (Header, key))));
        answers.ShouldAllBe(answer => answer.Status == 201);
        answers.Select(answer => answer.Text).Distinct().Count().ShouldBe(1);
        answers.ShouldAllBe(answer => answer.Response.Headers.Location != null && answer.Response.Headers.ETag != null);
        var found = await server.Ada.GetAsync($"/api/agents?query={key}");
        found.Json.GetProperty("items").GetArrayLength().ShouldBe(1);
    }

    [Fact]
    public async Task CreateAgent_SameKeyOtherBody_Answers409()
    {
        var key = NewKey();
        (await server.Ada.PostAsync("/api/agents", new { name = "a", config = new { } }, (Header, key))).Status.ShouldBe(201);
        (await server.Ada.PostAsync("/api/agents", new { name = "b", config = new { } }, (Header, key)))
            .ShouldBeProblem(409, FailureCodes.IdempotencyKeyReused);
        (await server.Bob.PostAsync("/api/agents", new { name = "b", config = new { } }, (Header, key))).Status.ShouldBe(201);
    }

    [Fact]
    public async Task CreateAgent_RefusedRequest_LeavesTheKeyFree()
    {
        var key = NewKey();
        (await server.Ada.PostAsync("/api/agents", new { name = "", config = new { } }, (Header, key))).Status.ShouldBe(400);
        (await server.Ada.PostAsync("/api/agents", new { name = "mended", config = new { } }, (Header, key))).Status.ShouldBe(201);
    }

    [Fact]
    public async Task CreateKey_Again_GivesTheSameSecretOfOneKey()
    {
        var key = NewKey();
        var body = new { name = key, scopes = new[] { "chat" } };
        var first = await server.Ada.PostAsync("/api/keys", body, (Header, key));
        var second = await server.Ada.PostAsync("/api/keys", body, (Header, key));
        second.Text.ShouldBe(first.Text);
        (await server.Ada.GetAsync("/api/keys")).Json.GetProperty("items").EnumerateArray()
            .Count(item => item.GetProperty("name").GetString() == key).ShouldBe(1);
        (await new ApiClient(server.Address, first.Json.GetProperty("key").GetString()).GetAsync("/api/sessions")).Status.ShouldBe(200);
    }

    [Fact]
    public async Task Register_StrangersWithOneKey_EachGetTheirOwnAccount()
    {
        var key = NewKey();
        var one = new { email = $"One-{key}@example.com", password = TestServer.Password, name = "x" };
        var first = await server.Anonymous.PostAsync("/api/auth/register", one, (Header, key));
        var second = await server.Anonymous.PostAsync("/api/auth/register", one with { email = $"two-{key}@example.com" }, (Header, key));
        second.Status.ShouldBe(201, second.Text);
        UserId(second).ShouldNotBe(UserId(first));

        (await server.Anonymous.PostAsync("/api/auth/register", one with { email = one.email.ToUpperInvariant(), name = "y" }, (Header, key)))
            .ShouldBeProblem(409, FailureCodes.IdempotencyKeyReused);
        (await server.Anonymous.PostAsync("/api/auth/register", one, (Header, key))).Text.ShouldBe(first.Text);
        (await server.Anonymous.PostAsync("/api/auth/register", "[1]", (Header, key))).Status.ShouldBe(400);
        (await server.Anonymous.PostAsync("/api/auth/register", "{\"email\":\"\\ud800\"}", (Header, key))).Status.ShouldBe(400);
    }

    [Fact]
    public async Task Register_Again_GivesTheSameAccountAndTokens()
    {
        var key = NewKey();
        var body = new { email = $"{key}@example.com", password = TestServer.Password, name = "x" };
        var first = await server.Anonymous.PostAsync("/api/auth/register", body, (Header, key));
        first.Status.ShouldBe(201, first.Text);
        (await server.Anonymous.PostAsync("/api/auth/register", body, (Header, key))).Text.ShouldBe(first.Text);
    }

    [Fact]
    public async Task Upload_Again_GivesTheSameFilesNotDuplicates()
    {
        var (key, agentId) = (NewKey(), await server.Ada.AgentAsync());
        var first = await server.Ada.UploadAsync(agentId, "a.txt", "Some text.", (Header, key));
        first.Status.ShouldBe(202, first.Text);
        (await server.Ada.UploadAsync(agentId, "a.txt", "Some text.", (Header, key))).Text.ShouldBe(first.Text);
        (await server.Ada.UploadAsync(agentId, "a.txt", "Other text.", (Header, key))).ShouldBeProblem(409, FailureCodes.IdempotencyKeyReused);
        var duplicate = await server.Ada.UploadAsync(agentId, "b.txt", "Some text.");
        duplicate.Json.GetProperty("items")[0].GetProperty("duplicate").GetBoolean().ShouldBeTrue();
        (await server.Ada.GetAsync($"/api/agents/{agentId}/files")).Json.GetProperty("items").GetArrayLength().ShouldBe(1);
    }

    [Fact]
    public async Task Upload_SameBytesTwiceInOneRequest_SecondIsTheDuplicate()
    {
        var agentId = await server.Ada.AgentAsync();
        var form = new MultipartFormDataContent
        {
            { new StringContent("Some text."), "file", "a.txt" },
            { new StringContent("Other text."), "file", "b.txt" },
            { new StringContent("Some text."), "file", "c.txt" },
        };
        var answer = await server.Ada.PostAsync($"/api/agents/{agentId}/files", form);
        answer.Status.ShouldBe(202, answer.Text);
        answer.Json.GetProperty("items").EnumerateArray()
            .Select(item => (item.GetProperty("name").GetString(), item.GetProperty("duplicate").GetBoolean()))
            .ShouldBe([("a.txt", false), ("b.txt", false), ("a.txt", true)]);
        (await server.Ada.GetAsync($"/api/agents/{agentId}/files")).Json.GetProperty("items").GetArrayLength().ShouldBe(2);
    }

    [Fact]
    public async Task Chat_Again_GivesTheSameTurn()
    {
        var (key, agentId) = (NewKey(), await server.Ada.AgentAsync());
        var body = new { agentId, message = "Hello there" };
        var first = await server.Ada.PostAsync("/api/chat", body, (Header, key));
        first.Status.ShouldBe(200, first.Text);
        var second = await server.Ada.PostAsync("/api/chat", body, (Header, key));
        second.Text.ShouldBe(first.Text);
        (await server.Ada.PostAsync("/api/chat", new { agentId, message = "Something else" }, (Header, key)))
            .ShouldBeProblem(409, FailureCodes.IdempotencyKeyReused);
        var messages = await server.Ada.GetAsync($"/api/sessions/{first.Json.GetProperty("sessionId")}/messages");
        messages.Json.GetProperty("items").GetArrayLength().ShouldBe(2);
    }

    [Fact]
    public async Task Chat_AgainAfterItsSessionWasDeleted_DoesNotMakeItAgain()
    {
        var (key, agentId) = (NewKey(), await server.Ada.AgentAsync());
        var body = new { agentId, message = "Hello there" };
        var first = await server.Ada.PostAsync("/api/chat", body, (Header, key));
        var sessionId = first.Json.GetProperty("sessionId").GetString();
        (await server.Ada.SendAsync(HttpMethod.Delete, $"/api/sessions/{sessionId}")).Status.ShouldBe(204);
        (await server.Ada.PostAsync("/api/chat", body, (Header, key))).ShouldBeProblem(404, FailureCodes.SessionNotFound)
            .GetProperty("detail").GetString()!.ShouldContain("deleted");
        (await server.Ada.GetAsync($"/api/sessions/{sessionId}")).Status.ShouldBe(404);
        (await server.Ada.PostAsync("/api/chat", body, (Header, NewKey()))).Status.ShouldBe(200);
    }

    [Theory]
    [InlineData("")]
    [InlineData("with space")]
    [InlineData("LONG")]
    public async Task BadKey_IsRefused(string key) =>
        (await server.Ada.PostAsync(
            "/api/agents", new { name = "a", config = new { } }, (Header, key == "LONG" ? new string('k', 201) : key)))
            .ShouldBeProblem(400, FailureCodes.IdempotencyKeyInvalid);

    private static string NewKey() => Guid.NewGuid().ToString("n");

    private static string? UserId(ApiAnswer answer) => answer.Json.GetProperty("user").GetProperty("id").GetString();
}
