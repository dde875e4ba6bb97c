using AgentGrid.Core.Llm;
using AgentGrid.Testing.Llm;
using Microsoft.Extensions.AI;

namespace AgentGrid.Core.Tests.Llm.Providers;

public sealed class GeminiWireTests
{
    private static readonly GeminiWire Wire = new();

    [Fact]
    public async Task Request_OfAnAgentTurn_GivesBackResultsByNameAndSignatures()
    {
        await using var server = await FakeProviderServer.StartAsync(FakeReplies.Stream(Wire.TwoToolCalls()), FakeReplies.Stream(Wire.Text("ok")));
        await using var host = VendorHost.Create("gemini", server, "/v1beta");
        await VendorHost.AskAsync(host);

        var first = server.Requests[0].Json;
        first.GetProperty("systemInstruction").GetProperty("parts")[0].GetProperty("text").GetString().ShouldBe("Rules.");
        first.GetProperty("generationConfig").GetProperty("maxOutputTokens").GetInt32().ShouldBe(77);
        first.GetProperty("tools")[0].GetProperty("functionDeclarations")[0].GetProperty("name").GetString().ShouldBe("weather");
        first.GetProperty("contents").EnumerateArray().Select(content => content.GetProperty("role").GetString())
            .ShouldBe(["user", "model", "user"]);
        server.Requests[0].Path.ShouldNotContain("test-key");

        var contents = server.Requests[1].Json.GetProperty("contents");
        contents[3].GetProperty("parts")[0].GetProperty("thoughtSignature").GetString().ShouldBe("c2ln");
        var response = contents[4].GetProperty("parts")[0].GetProperty("functionResponse");
        response.GetProperty("name").GetString().ShouldBe("weather");
        response.GetProperty("response").GetProperty("output").GetString().ShouldBe("22 degrees in Paris");
    }

    [Fact]
    public async Task Usage_Thoughts_AreOutput()
    {
        await using var server = await FakeProviderServer.StartAsync(FakeReplies.Stream(Wire.Text("ok")));
        await using var host = VendorHost.Create("gemini", server, "");
        await VendorHost.AskAsync(host);

        var record = host.Usage.Snapshot().ShouldHaveSingleItem();
        (record.OutputTokens, record.ReasoningTokens).ShouldBe((20, 5));
    }

    [Fact]
    public async Task Usage_ThoughtsAndWordsToldInTurn_AreAddedUp()
    {
        var stream = """data: {"candidates":[],"usageMetadata":{"promptTokenCount":100,"thoughtsTokenCount":300}}""" + "\n\n" + Wire.Pieces("ok")
            + """data: {"candidates":[{"finishReason":"STOP"}],"usageMetadata":{"promptTokenCount":100,"candidatesTokenCount":20}}""" + "\n\n";
        await using var server = await FakeProviderServer.StartAsync(FakeReplies.Stream(stream));
        await using var host = VendorHost.Create("gemini", server, "");
        await VendorHost.AskAsync(host);

        var record = host.Usage.Snapshot().ShouldHaveSingleItem();
        (record.InputTokens, record.OutputTokens, record.ReasoningTokens).ShouldBe((100, 320, 300));
    }

    [Fact]
    public async Task MalformedToolCall_IsTriedAgain()
    {
        await using var server = await FakeProviderServer.StartAsync(
            FakeReplies.Stream(Wire.End("MALFORMED_FUNCTION_CALL")), FakeReplies.Stream(Wire.Text("ok")));
        await using var host = new LlmHost(new Dictionary<string, string>
        {
            ["Providers:p:Type"] = "gemini",
            ["Providers:p:BaseUrl"] = server.Address,
            ["Providers:p:ApiKey"] = "test-key",
            ["Retry:BaseDelaySeconds"] = "0.01",
        });

        string.Concat((await VendorHost.AskAsync(host)).Select(update => update.Text)).ShouldBe("ok");
        host.Usage.Snapshot().Select(record => (record.InputTokens, record.OutputTokens)).ShouldBe([(100, 20), (100, 20)]);
    }

    [Theory]
    [InlineData("OTHER", true)]
    [InlineData("LANGUAGE", false)]
    [InlineData("UNEXPECTED_TOOL_CALL", true)]
    [InlineData("SOMETHING_NEW", true)]
    public async Task Stop_ThatIsNoEnd_IsAFailure(string reason, bool retryable)
    {
        await using var server = await FakeProviderServer.StartAsync(FakeReplies.Stream(Wire.Pieces("half") + Wire.End(reason)));
        await using var host = VendorHost.Create("gemini", server, "");
        var failure = await Should.ThrowAsync<LlmException>(() => VendorHost.AskAsync(host));

        (failure.Code, failure.Retryable).ShouldBe((LlmErrorCodes.UnusableAnswer, retryable));
    }

    [Theory]
    [InlineData("SAFETY")]
    [InlineData("RECITATION")]
    public async Task Stop_ForSafety_IsContentFilter(string reason)
    {
        await using var server = await FakeProviderServer.StartAsync(FakeReplies.Stream(Wire.Pieces("half") + Wire.End(reason)));
        await using var host = VendorHost.Create("gemini", server, "");

        (await VendorHost.AskAsync(host))[^1].FinishReason.ShouldBe(ChatFinishReason.ContentFilter);
    }
}
