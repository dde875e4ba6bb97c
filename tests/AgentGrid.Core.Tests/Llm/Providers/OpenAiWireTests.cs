using System.Text.Json;
using AgentGrid.Core.Llm;
using AgentGrid.Testing.Llm;
using Microsoft.Extensions.AI;

namespace AgentGrid.Core.Tests.Llm.Providers;

/// <summary>What OpenAI is sent, and how its imitators count and refuse.</summary>
public sealed class OpenAiWireTests
{
    private static readonly OpenAiWire Wire = new();

    [Fact]
    public async Task Request_OfAnAgentTurn_IsAChatCompletion()
    {
        await using var server = await FakeProviderServer.StartAsync(FakeReplies.Stream(Wire.TwoToolCalls()), FakeReplies.Stream(Wire.Text("ok")));
        await using var host = VendorHost.Create("openai", server);
        await VendorHost.AskAsync(host);

        var first = server.Requests[0].Json;
        first.GetProperty("model").GetString().ShouldBe("m");
        first.GetProperty("stream").GetBoolean().ShouldBeTrue();
        first.GetProperty("stream_options").GetProperty("include_usage").GetBoolean().ShouldBeTrue();
        first.GetProperty("max_completion_tokens").GetInt32().ShouldBe(77);
        first.GetProperty("temperature").GetDouble().ShouldBe(0.5);
        first.GetProperty("tools")[0].GetProperty("function").GetProperty("name").GetString().ShouldBe("weather");
        Roles(first).ShouldBe(["system", "user", "assistant", "user"]);
        first.GetProperty("messages")[3].GetProperty("content").GetString().ShouldBe("<sources>x</sources>\n\nSecond?");

        var second = server.Requests[1].Json;
        Roles(second).ShouldBe(["system", "user", "assistant", "user", "assistant", "tool", "tool"]);
        var calls = second.GetProperty("messages")[4].GetProperty("tool_calls");
        calls[0].GetProperty("id").GetString().ShouldBe("call_a");
        calls[0].GetProperty("function").GetProperty("arguments").GetString().ShouldBe("{\"city\":\"Paris\"}");
        second.GetProperty("messages")[6].GetProperty("tool_call_id").GetString().ShouldBe("call_b");
    }

    [Fact]
    public async Task Request_ToAnImitator_SaysMaxTokensAndNoKeyWhereThereIsNone()
    {
        await using var server = await FakeProviderServer.StartAsync(FakeReplies.Stream(Wire.Text("ok")));
        await using var host = new LlmHost(new Dictionary<string, string>
        {
            ["Providers:p:Type"] = "openai-compatible",
            ["Providers:p:BaseUrl"] = server.Address + "/v1/",
        });
        await VendorHost.AskAsync(host);

        server.Requests[0].Json.GetProperty("max_tokens").GetInt32().ShouldBe(77);
        server.Requests[0].Headers.ContainsKey("Authorization").ShouldBeFalse();
        server.Requests[0].Path.ShouldBe("/v1/chat/completions");
    }

    [Fact]
    public async Task Quota_UsedUp_IsNotWorthRetrying()
    {
        await using var server = await FakeProviderServer.StartAsync(FakeReplies.Error(
            429, """{"error":{"message":"You exceeded your current quota.","type":"insufficient_quota","param":null,"code":"insufficient_quota"}}"""));
        await using var host = VendorHost.Create("openai", server);
        var failure = await Should.ThrowAsync<LlmException>(() => VendorHost.AskAsync(host));

        (failure.Code, failure.Retryable).ShouldBe((LlmErrorCodes.QuotaExceeded, false));
    }

    [Fact]
    public async Task Usage_WrittenToTheCache_IsCharged()
    {
        var body = Wire.Text("ok").Replace("\"cached_tokens\":40", "\"cached_tokens\":40,\"cache_write_tokens\":30", StringComparison.Ordinal);
        await using var server = await FakeProviderServer.StartAsync(FakeReplies.Stream(body));
        await using var host = new LlmHost(new Dictionary<string, string>
        {
            ["Providers:p:Type"] = "openai",
            ["Providers:p:BaseUrl"] = server.Address + "/v1",
            ["Providers:p:ApiKey"] = "test-key",
            ["Prices:p/m:input"] = "10",
            ["Prices:p/m:cachedInput"] = "1",
            ["Prices:p/m:cacheWrite"] = "20",
            ["Prices:p/m:output"] = "100",
        });
        await VendorHost.AskAsync(host);

        host.Usage.Snapshot().ShouldHaveSingleItem().CostUsd.ShouldBe(((30 * 10m) + (40 * 1m) + (30 * 20m) + (20 * 100m)) / 1_000_000m);
    }

    [Theory]
    [InlineData("""{"choices":[{"index":0,"delta":{},"finish_reason":"stop","usage":{"prompt_tokens":1000,"completion_tokens":200,"cached_tokens":30}}]}""")]
    [InlineData("""{"choices":[{"index":0,"delta":{},"finish_reason":"stop"}],"x_groq":{"id":"r","usage":{"prompt_tokens":1000,"completion_tokens":200,"prompt_tokens_details":{"cached_tokens":30}}}}""")]
    [InlineData("""{"choices":[{"index":0,"delta":{},"finish_reason":"stop"}],"usage":{"prompt_tokens":1000.0,"completion_tokens":"200","prompt_cache_hit_tokens":30}}""")]
    [InlineData("""{"choices":[{"index":0,"delta":{},"finish_reason":"stop"}],"usage":{"prompt_tokens":1000,"completion_tokens":150,"total_tokens":1200,"prompt_tokens_details":{"cached_tokens":30},"completion_tokens_details":{"reasoning_tokens":50}}}""")]
    public async Task Usage_AsImitatorsReportIt_IsRead(string last)
    {
        const string zeros = """data: {"choices":[],"usage":{"prompt_tokens":0,"completion_tokens":0,"total_tokens":0}}""";
        await using var server = await FakeProviderServer.StartAsync(
            FakeReplies.Stream($"{Wire.Pieces("ok")}data: {last}\n\n{zeros}\n\ndata: [DONE]\n\n"));
        await using var host = VendorHost.Create("openai-compatible", server);
        await VendorHost.AskAsync(host);

        var record = host.Usage.Snapshot().ShouldHaveSingleItem();
        (record.InputTokens, record.CachedInputTokens, record.OutputTokens, record.Estimated).ShouldBe((1000, 30, 200, false));
    }

    [Theory]
    [InlineData("-5")]
    [InlineData("1e300")]
    [InlineData("\"many\"")]
    [InlineData("true")]
    public async Task Usage_ThatIsNoCount_IsEstimated(string count)
    {
        var stream = Wire.Pieces("ok") + "data: {\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}],"
            + $"\"usage\":{{\"prompt_tokens\":{count},\"completion_tokens\":{count}}}}}\n\n";
        await using var server = await FakeProviderServer.StartAsync(FakeReplies.Stream(stream));
        await using var host = VendorHost.Create("openai-compatible", server);
        await VendorHost.AskAsync(host);

        var record = host.Usage.Snapshot().ShouldHaveSingleItem();
        record.InputTokens.ShouldBeInRange(1, 1_000);
        record.OutputTokens.ShouldBeInRange(1, 1_000);
        record.Estimated.ShouldBeTrue();
    }

    [Fact]
    public async Task Request_OneSideInARow_IsOneMessage()
    {
        await using var server = await FakeProviderServer.StartAsync(FakeReplies.Stream(Wire.Text("ok")));
        await using var host = VendorHost.Create("openai-compatible", server);
        await host.Chat.GetResponseAsync(
            [
                new(ChatRole.System, "Rules."),
                new(ChatRole.User, "Summary."),
                new(ChatRole.User, [new TextContent("Look: "), new DataContent(new byte[] { 1, 2, 3, 4 }, "image/png")]),
                new(ChatRole.Assistant, ""),
                new(ChatRole.User, "Again?"),
                new(ChatRole.Assistant, "Half"),
                new(ChatRole.Assistant, "whole."),
                new(ChatRole.User, "Third?"),
            ],
            host.Options("p/m"));

        var body = server.Requests[0].Json;
        Roles(body).ShouldBe(["system", "user", "assistant", "user"]);
        body.GetProperty("messages")[1].GetProperty("content").EnumerateArray().Select(part => part.GetProperty("type").GetString())
            .ShouldBe(["text", "text", "image_url", "text"]);
        body.GetProperty("messages")[2].GetProperty("content").GetString().ShouldBe("Half\n\nwhole.");
    }

    [Fact]
    public async Task Request_UsageMayNotBeAskedFor_IsSentWithoutFromThenOn()
    {
        const string refusal = """{"object":"error","message":{"detail":[{"type":"extra_forbidden","loc":["body","stream_options"],"msg":"Extra inputs are not permitted","input":{"include_usage":true}}]},"type":"invalid_request_error","param":null,"code":null}""";
        await using var server = await FakeProviderServer.StartAsync(context =>
            ((string)context.Items[FakeProviderServer.BodyItem]!).Contains("stream_options", StringComparison.Ordinal)
                ? FakeReplies.Error(422, refusal)(context)
                : FakeReplies.Stream(Wire.Text("ok"))(context));
        await using var host = VendorHost.Create("openai-compatible", server);

        string.Concat((await VendorHost.AskAsync(host)).Select(update => update.Text)).ShouldBe("ok");
        server.Requests.Count.ShouldBe(2);
        await VendorHost.AskAsync(host);
        server.Requests.Count.ShouldBe(3);
        host.Usage.Snapshot().ShouldAllBe(record => record.InputTokens == 100 && !record.Estimated);
    }

    private static IEnumerable<string?> Roles(JsonElement body) =>
        body.GetProperty("messages").EnumerateArray().Select(message => message.GetProperty("role").GetString());
}
