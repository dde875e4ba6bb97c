using AgentGrid.Server.Tests.Hosting;

namespace AgentGrid.Server.Tests.Api;

[Collection(ServerCollection.Name)]
public sealed class AuthTests(TestServer server)
{
    [Fact]
    public async Task Setup_WhenAnAdminExists_IsOver()
    {
        (await server.Anonymous.GetAsync("/api/setup")).Json.GetProperty("needed").GetBoolean().ShouldBeFalse();
        (await server.Anonymous.PostAsync("/api/setup", new { email = "second@example.com", password = TestServer.Password, name = "x" }))
            .ShouldBeProblem(409, FailureCodes.SetupDone);
    }

    [Fact]
    public async Task Login_RightPassword_GivesTokensOfTheContract()
    {
        var answer = await LoginAsync("ADA@example.com ", TestServer.Password);
        answer.Status.ShouldBe(200, answer.Text);
        answer.Json.EnumerateObject().Select(member => member.Name).ShouldBe(["accessToken", "refreshToken", "expiresIn", "user"]);
        answer.Json.GetProperty("user").GetProperty("email").GetString().ShouldBe("ada@example.com");
        answer.Response.Headers.CacheControl?.NoStore.ShouldBeTrue();
        var cookies = answer.Response.Headers.GetValues("Set-Cookie").ToArray();
        cookies.Length.ShouldBe(2);
        cookies.ShouldAllBe(cookie => cookie.Contains("httponly", StringComparison.OrdinalIgnoreCase)
            && cookie.Contains("samesite=strict", StringComparison.OrdinalIgnoreCase));
        (await Client(answer, "accessToken").GetAsync("/api/me")).Json.GetProperty("role").GetString().ShouldBe("creator");
    }

    [Fact]
    public async Task Login_WrongPasswordOrUnknownAddress_AnswersTheSame()
    {
        await server.AccountAsync("/api/auth/register", "same@example.com");
        var wrong = await LoginAsync("same@example.com", "not the password");
        var unknown = await LoginAsync("nobody@example.com", "not the password");
        wrong.ShouldBeProblem(401, FailureCodes.InvalidCredentials);
        unknown.Text.ShouldBe(wrong.Text);
    }

    [Theory]
    [InlineData("limited@example.com", true)]
    [InlineData("limited-nobody@example.com", false)]
    public async Task Login_TenWrongPasswords_ThenWaits(string email, bool exists)
    {
        if (exists)
        {
            await server.AccountAsync("/api/auth/register", email);
        }

        for (var attempt = 0; attempt < 10; attempt++)
        {
            (await LoginAsync(email, "not the password")).ShouldBeProblem(401, FailureCodes.InvalidCredentials);
        }

        var limited = await LoginAsync(email, TestServer.Password);
        limited.ShouldBeProblem(429, FailureCodes.RateLimited);
        limited.Response.Headers.RetryAfter!.Delta!.Value.ShouldBeInRange(TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(5));
    }

    [Fact]
    public async Task Refresh_RotatesAndReuseEndsTheSignIn()
    {
        await server.AccountAsync("/api/auth/register", "rotate@example.com");
        var first = await LoginAsync("rotate@example.com", TestServer.Password);
        var other = await LoginAsync("rotate@example.com", TestServer.Password);
        var second = await RefreshAsync(first);
        second.Status.ShouldBe(200, second.Text);
        (await Client(second, "accessToken").GetAsync("/api/me")).Status.ShouldBe(200);

        (await RefreshAsync(first)).ShouldBeProblem(401, FailureCodes.InvalidRefreshToken);
        (await RefreshAsync(second)).ShouldBeProblem(401, FailureCodes.InvalidRefreshToken);
        (await Client(second, "accessToken").GetAsync("/api/me")).Status.ShouldBe(401);
        (await Client(other, "accessToken").GetAsync("/api/me")).Status.ShouldBe(200);
    }

    [Fact]
    public async Task Logout_EndsTheTokenAtOnce()
    {
        var user = await server.AccountAsync("/api/auth/register", "leaver@example.com");
        (await user.PostAsync("/api/auth/logout")).Status.ShouldBe(204);
        (await user.GetAsync("/api/me")).ShouldBeProblem(401, FailureCodes.Unauthenticated);
    }

    [Fact]
    public async Task ChangePassword_EndsOtherSignInsOnly()
    {
        var here = await server.AccountAsync("/api/auth/register", "changer@example.com");
        var there = Client(await LoginAsync("changer@example.com", TestServer.Password), "accessToken");
        (await here.PostAsync("/api/me/password", new { currentPassword = "wrong one", newPassword = "a new long one" }))
            .ShouldBeProblem(403, FailureCodes.InvalidCredentials);
        (await here.PostAsync("/api/me/password", new { currentPassword = TestServer.Password, newPassword = "short" }))
            .ShouldBeProblem(400, FailureCodes.WeakPassword);
        (await here.PostAsync("/api/me/password", new { currentPassword = TestServer.Password, newPassword = "a new long one" })).Status.ShouldBe(204);
        (await here.GetAsync("/api/me")).Status.ShouldBe(200);
        (await there.GetAsync("/api/me")).Status.ShouldBe(401);
        (await LoginAsync("changer@example.com", "a new long one")).Status.ShouldBe(200);
    }

    [Fact]
    public async Task Suspend_EndsTokensAndKeysAtOnce_AndIsUndone()
    {
        var user = await server.AccountAsync("/api/auth/register", "suspended@example.com");
        var id = (await user.GetAsync("/api/me")).Id;
        var key = await KeyAsync(user, "chat");
        (await server.Admin.SendAsync(HttpMethod.Patch, $"/api/admin/users/{id}", new { suspended = true })).Status.ShouldBe(200);
        (await user.GetAsync("/api/me")).Status.ShouldBe(401);
        (await key.GetAsync("/api/sessions")).ShouldBeProblem(401, FailureCodes.AccountSuspended);
        (await LoginAsync("suspended@example.com", TestServer.Password)).ShouldBeProblem(403, FailureCodes.AccountSuspended);
        (await server.Admin.SendAsync(HttpMethod.Patch, $"/api/admin/users/{id}", new { suspended = false })).Status.ShouldBe(200);
        (await key.GetAsync("/api/sessions")).Status.ShouldBe(200);
        (await server.Admin.GetAsync($"/api/admin/audit?targetId={id}")).Text.ShouldContain("suspended");
    }

    [Fact]
    public async Task LastAdmin_CannotBeLost()
    {
        var id = (await server.Admin.GetAsync("/api/me")).Id;
        (await server.Admin.SendAsync(HttpMethod.Patch, $"/api/admin/users/{id}", new { role = "user" })).ShouldBeProblem(409, FailureCodes.LastAdmin);
        (await server.Admin.SendAsync(HttpMethod.Patch, $"/api/admin/users/{id}", new { suspended = true })).ShouldBeProblem(409, FailureCodes.LastAdmin);
    }

    [Fact]
    public async Task Role_User_MayChatButNotBuild_NorAdminister()
    {
        var user = await server.AccountAsync("/api/auth/register", "plain@example.com");
        var id = (await user.GetAsync("/api/me")).Id;
        (await server.Admin.SendAsync(HttpMethod.Patch, $"/api/admin/users/{id}", new { role = "user" })).Status.ShouldBe(200);
        (await user.PostAsync("/api/agents", new { name = "x", config = new { } })).ShouldBeProblem(403, FailureCodes.Forbidden);
        (await user.GetAsync("/api/agents")).Status.ShouldBe(200);
        (await user.GetAsync("/api/admin/users")).ShouldBeProblem(403, FailureCodes.Forbidden);
    }

    [Theory]
    [InlineData("chat", "GET", "/api/agents", false)]
    [InlineData("chat", "GET", "/api/sessions", true)]
    [InlineData("agents:read", "GET", "/api/agents", true)]
    [InlineData("agents:read", "POST", "/api/agents", false)]
    [InlineData("files", "GET", "/api/sessions", false)]
    [InlineData("analytics", "GET", "/api/usage", true)]
    [InlineData("chat", "GET", "/api/usage", false)]
    public async Task ApiKey_OpensOnlyItsScopes(string scope, string method, string path, bool allowed)
    {
        var key = await KeyAsync(server.Ada, scope);
        var answer = await key.SendAsync(HttpMethod.Parse(method), path);
        if (allowed)
        {
            answer.Status.ShouldBe(200, answer.Text);
        }
        else
        {
            answer.ShouldBeProblem(403, FailureCodes.MissingScope);
        }
    }

    [Fact]
    public async Task ApiKey_ShownOnce_MayNotMakeKeys_AndIsRevokedAtOnce()
    {
        var created = await server.Ada.PostAsync("/api/keys", new { name = "ci", scopes = new[] { "chat" } });
        created.Status.ShouldBe(201, created.Text);
        var secret = created.Json.GetProperty("key").GetString()!;
        secret.ShouldStartWith("agk_");
        (await server.Ada.GetAsync("/api/keys")).Text.ShouldNotContain(secret);
        var key = new ApiClient(server.Address, secret);
        (await key.PostAsync("/api/keys", new { name = "more", scopes = new[] { "chat" } })).ShouldBeProblem(403, FailureCodes.Forbidden);
        (await key.PostAsync("/api/me/password", new { currentPassword = "x", newPassword = "y" })).ShouldBeProblem(403, FailureCodes.Forbidden);
        (await server.Ada.SendAsync(HttpMethod.Delete, $"/api/keys/{created.Id}")).Status.ShouldBe(204);
        (await key.GetAsync("/api/sessions")).ShouldBeProblem(401, FailureCodes.Unauthenticated);
    }

    [Fact]
    public async Task ApiKey_AdminScopeOfACreator_IsRefused() =>
        (await server.Ada.PostAsync("/api/keys", new { name = "x", scopes = new[] { "admin" } })).ShouldBeProblem(403, FailureCodes.Forbidden);

    [Fact]
    public async Task BootstrapKey_ActsAsAdminAndOwnsWhatItMakes()
    {
        (await server.Bootstrap.GetAsync("/api/admin/users")).Status.ShouldBe(200);
        var me = await server.Bootstrap.GetAsync("/api/me");
        me.Json.GetProperty("role").GetString().ShouldBe("admin");
        var agentId = await server.Bootstrap.AgentAsync();
        (await server.Bootstrap.GetAsync($"/api/agents/{agentId}")).Json.GetProperty("ownerId").GetString().ShouldBe(me.Id);
        (await server.Admin.GetAsync($"/api/agents/{agentId}")).ShouldBeProblem(404, FailureCodes.AgentNotFound);
        (await server.Admin.SendAsync(HttpMethod.Patch, $"/api/admin/users/{me.Id}", new { role = "admin" }))
            .ShouldBeProblem(409, FailureCodes.ReservedUser);
        (await LoginAsync("bootstrap@agentgrid.invalid", "")).Status.ShouldBe(401);
    }

    [Fact]
    public async Task Cookie_SignsIn_ButNotForOtherSites()
    {
        var login = await LoginAsync("ada@example.com", TestServer.Password);
        var cookie = $"agentgrid_access={login.Json.GetProperty("accessToken").GetString()}";
        (await server.Anonymous.SendAsync(HttpMethod.Get, "/api/me", null, ("Cookie", cookie))).Status.ShouldBe(200);
        (await server.Anonymous.SendAsync(HttpMethod.Patch, "/api/me", new { name = "Ada" }, ("Cookie", cookie), ("Sec-Fetch-Site", "same-origin")))
            .Status.ShouldBe(200);
        (await server.Anonymous.SendAsync(HttpMethod.Patch, "/api/me", new { name = "Eve" }, ("Cookie", cookie), ("Sec-Fetch-Site", "cross-site")))
            .ShouldBeProblem(403, FailureCodes.CrossSiteRequest);
        (await server.Anonymous.SendAsync(HttpMethod.Patch, "/api/me", new { name = "Eve" }, ("Cookie", cookie), ("Origin", "https://evil.example")))
            .ShouldBeProblem(403, FailureCodes.CrossSiteRequest);
    }

    [Theory]
    [InlineData("Basic YTpi")]
    [InlineData("Bearer")]
    [InlineData("Bearer ")]
    [InlineData("Bearer not-a-token")]
    [InlineData("Bearer agk_0123456789012345678901234567890123456789")]
    public async Task BadCredential_Answers401(string authorization) =>
        (await server.Anonymous.SendAsync(HttpMethod.Get, "/api/me", null, ("Authorization", authorization))).Status.ShouldBe(401);

    [Theory]
    [InlineData("""{"email":"new1@example.com","password":"short","name":"x"}""", 400, "weak_password")]
    [InlineData("""{"email":"not-an-address","password":"long enough","name":"x"}""", 400, "invalid_request")]
    [InlineData("""{"email":"new2@example.com","password":"long enough","name":""}""", 400, "invalid_request")]
    [InlineData("""{"email":"new2@example.com","password":"long enough","name":"a\u0000b"}""", 400, "invalid_request")]
    [InlineData("""{"email":"Ada@Example.com","password":"long enough","name":"x"}""", 409, "email_taken")]
    [InlineData("""{"email":"new3@example.com","password":"long enough","name":"x","role":"admin"}""", 400, "unknown_field")]
    public async Task Register_BadAccount_IsRefused(string body, int status, string code) =>
        (await server.Anonymous.PostAsync("/api/auth/register", body)).ShouldBeProblem(status, code);

    private Task<ApiAnswer> LoginAsync(string email, string password) =>
        server.Anonymous.PostAsync("/api/auth/login", new { email, password });

    private Task<ApiAnswer> RefreshAsync(ApiAnswer signIn) =>
        server.Anonymous.PostAsync("/api/auth/refresh", new { refreshToken = signIn.Json.GetProperty("refreshToken").GetString() });

    private ApiClient Client(ApiAnswer signIn, string token) => new(server.Address, signIn.Json.GetProperty(token).GetString());

    private async Task<ApiClient> KeyAsync(ApiClient owner, string scope)
    {
        var created = await owner.PostAsync("/api/keys", new { name = scope, scopes = new[] { scope } });
        created.Status.ShouldBe(201, created.Text);
        return new ApiClient(server.Address, created.Json.GetProperty("key").GetString());
    }
}
