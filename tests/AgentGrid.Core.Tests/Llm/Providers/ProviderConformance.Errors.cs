using AgentGrid.Analytics;
using AgentGrid.Core.Llm;
using AgentGrid.Testing.Llm;

namespace AgentGrid.Core.Tests.Llm.Providers;

/// <summary>What a refusal is told as.</summary>
public abstract partial class ProviderConformance
{
    [Theory]
    [InlineData(401, LlmErrorCodes.Unauthorized, false)]
    [InlineData(403, LlmErrorCodes.Unauthorized, false)]
    [InlineData(404, LlmErrorCodes.ModelNotFound, false)]
    [InlineData(400, LlmErrorCodes.BadRequest, false)]
    [InlineData(408, LlmErrorCodes.Timeout, true)]
    [InlineData(409, LlmErrorCodes.ProviderError, true)]
    [InlineData(429, LlmErrorCodes.RateLimited, true)]
    [InlineData(500, LlmErrorCodes.ProviderError, true)]
    [InlineData(503, LlmErrorCodes.Unavailable, true)]
    [InlineData(529, LlmErrorCodes.Unavailable, true)]
    public async Task Error_Status_HasItsCodeAndSaysWhetherRetryingHelps(int status, string code, bool retryable)
    {
        await using var server = await FakeProviderServer.StartAsync(FakeReplies.Error(status, Wire.ErrorBody(status, "Words of the vendor.")));
        await using var host = Host(server);
        var failure = await FailAsync(host);

        failure.Code.ShouldBe(code);
        failure.Retryable.ShouldBe(retryable);
        failure.Message.ShouldContain("Words of the vendor.");
        var record = host.Usage.Snapshot().ShouldHaveSingleItem();
        (record.Outcome, record.InputTokens, record.OutputTokens).ShouldBe((UsageOutcome.Failed, 0, 0));
        record.CostUsd.ShouldBeNull("an unknown price is never a cost of zero");
    }

    [Fact]
    public async Task Error_Text_IsSanitised()
    {
        var words = "Incorrect API key provided: sk-proj-abcdefghijklmnop1234. See https://vendor.example/account?key=1 \n\u0007";
        await using var server = await FakeProviderServer.StartAsync(FakeReplies.Error(401, Wire.ErrorBody(401, words)));
        await using var host = Host(server);
        var failure = await FailAsync(host);

        failure.Message.ShouldNotContain("sk-proj");
        failure.Message.ShouldNotContain("vendor.example");
        failure.Message.ShouldNotContain("\n");
        failure.ToString().ShouldNotContain("test-key");
    }

    [Fact]
    public async Task Error_RepeatsTheKey_ItIsTakenOutWhateverItsShape()
    {
        await using var server = await FakeProviderServer.StartAsync(
            FakeReplies.Error(401, Wire.ErrorBody(401, "Wrong key: test-key!")),
            FakeReplies.Stream(Wire.Head() + Wire.ErrorEvent().Replace("\"message\":\"", "\"message\":\"test-key ", StringComparison.Ordinal)));
        await using var host = Host(server);

        (await FailAsync(host)).Message.ShouldContain("Wrong key: [secret]!");
        (await FailAsync(host)).Message.ShouldContain("It said: [secret] ");
    }

    [Theory]
    [InlineData("<html><body>Bad gateway</body></html>")]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("[]")]
    public async Task Error_BodyThatIsNoJson_StillHasACode(string body)
    {
        await using var server = await FakeProviderServer.StartAsync(FakeReplies.Error(502, body, contentType: "text/html"));
        await using var host = Host(server);
        var failure = await FailAsync(host);

        failure.Code.ShouldBe(LlmErrorCodes.ProviderError);
        failure.Message.ShouldNotContain("<");
    }

    [Fact]
    public async Task Error_ContextLength_IsRecognised()
    {
        await using var server = await FakeProviderServer.StartAsync(FakeReplies.Error(400, Wire.ContextLengthBody()));
        await using var host = Host(server);

        (await FailAsync(host)).Code.ShouldBe(LlmErrorCodes.ContextTooLong);
    }

    [Fact]
    public async Task Error_EventBeforeAnyToken_IsRetried()
    {
        await using var server = await FakeProviderServer.StartAsync(
            FakeReplies.Stream(Wire.Head() + Wire.ErrorEvent()), FakeReplies.Stream(Wire.Text("fine")));
        await using var host = Host(server, ("Retry:MaxRetries", "2"));

        string.Concat(Texts(await ReadAsync(host))).ShouldBe("fine");
        server.Requests.Count.ShouldBe(2);
    }

    [Fact]
    public async Task Error_EventAfterAToken_FailsAndIsNotRetried()
    {
        await using var server = await FakeProviderServer.StartAsync(
            FakeReplies.Stream(Wire.Head() + Wire.Pieces("half") + Wire.ErrorEvent()));
        await using var host = Host(server, ("Retry:MaxRetries", "2"));
        var (texts, failure) = await ReadUntilFailureAsync(host);

        texts.ShouldBe("half");
        failure.Code.ShouldBeOneOf(LlmErrorCodes.ProviderError, LlmErrorCodes.Unavailable);
        server.Requests.Count.ShouldBe(1);
    }

    [Theory]
    [InlineData(301, "/elsewhere/v1", "to another path of the same host")]
    [InlineData(307, "https://elsewhere.example/v1?key=secret", "to the host elsewhere.example")]
    public async Task Redirect_IsNotFollowedAndSaysWhere(int status, string location, string where)
    {
        await using var server = await FakeProviderServer.StartAsync(FakeReplies.Redirect(status, location));
        await using var host = Host(server, ("Retry:MaxRetries", "2"));
        var failure = await FailAsync(host);

        (failure.Code, failure.Retryable).ShouldBe((LlmErrorCodes.BadRequest, false));
        failure.Message.ShouldContain(where);
        failure.Message.ShouldNotContain("secret");
        server.Requests.Count.ShouldBe(1);
    }

    [Theory]
    [InlineData("404 page not found")]
    [InlineData("""{"detail":"Not Found"}""")]
    [InlineData("""{"error":{"code":404,"message":"File Not Found","type":"not_found_error"}}""")]
    public async Task Error_PathThatDoesNotExist_NamesTheBaseUrl(string body)
    {
        await using var server = await FakeProviderServer.StartAsync(FakeReplies.Error(404, body));
        await using var host = Host(server);
        var failure = await FailAsync(host);

        failure.Code.ShouldBe(LlmErrorCodes.BadRequest);
        failure.Message.ShouldContain("base URL");
    }
}
