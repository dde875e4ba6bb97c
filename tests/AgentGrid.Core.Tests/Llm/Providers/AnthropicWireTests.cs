using System.Text.Json;
using AgentGrid.Core.Llm;
using AgentGrid.Testing.Llm;
using Microsoft.Extensions.AI;

namespace AgentGrid.Core.Tests.Llm.Providers;

public sealed class AnthropicWireTests
{
    private static readonly AnthropicWire Wire = new();

    [Fact]
    public async Task Request_OfAnAgentTurn_IsAMessageWithItsStablePartsMarkedForCaching()
    {
        await using var server = await FakeProviderServer.StartAsync(FakeReplies.Stream(Wire.TwoToolCalls()), FakeReplies.Stream(Wire.Text("ok")));
        await using var host = VendorHost.Create("anthropic", server, "");
        await VendorHost.AskAsync(host);

        var request = server.Requests[0];
        request.Headers.ContainsKey("anthropic-version").ShouldBeTrue();
        var first = request.Json;
        first.GetProperty("max_tokens").GetInt32().ShouldBe(77);
        first.GetProperty("stream").GetBoolean().ShouldBeTrue();
        first.GetProperty("temperature").GetDouble().ShouldBe(0.5);
        first.GetProperty("system")[0].GetProperty("text").GetString().ShouldBe("Rules.");
        first.GetProperty("system")[0].GetProperty("cache_control").GetProperty("type").GetString().ShouldBe("ephemeral");
        first.GetProperty("tools")[0].GetProperty("input_schema").GetProperty("type").GetString().ShouldBe("object");

        // Sources and question are one message of the user; the last answer carries the second cache mark.
        var messages = first.GetProperty("messages");
        Roles(messages).ShouldBe(["user", "assistant", "user"]);
        messages[2].GetProperty("content").GetArrayLength().ShouldBe(2);
        messages[1].GetProperty("content")[0].TryGetProperty("cache_control", out _).ShouldBeTrue();
        messages[2].GetProperty("content")[1].TryGetProperty("cache_control", out _).ShouldBeFalse();

        var after = server.Requests[1].Json.GetProperty("messages");
        Roles(after).ShouldBe(["user", "assistant", "user", "assistant", "user"]);
        after[3].GetProperty("content")[0].GetProperty("type").GetString().ShouldBe("tool_use");
        after[3].GetProperty("content")[0].GetProperty("input").GetProperty("city").GetString().ShouldBe("Paris");
        var result = after[4].GetProperty("content")[0];
        result.GetProperty("type").GetString().ShouldBe("tool_result");
        result.GetProperty("tool_use_id").GetString().ShouldBe("toolu_a");
        server.Requests[1].Body.Split("cache_control").Length.ShouldBeLessThanOrEqualTo(5, "the vendor allows four marks");
    }

    [Theory]
    [InlineData(1.5, 0.9, 1d, null)]
    [InlineData(null, 0.5, null, 0.5)]
    public async Task Sampling_OneOfTheTwo_IsSentWithinTheVendorsBounds(double? temperature, double? topP, double? sentTemperature, double? sentTopP)
    {
        await using var server = await FakeProviderServer.StartAsync(FakeReplies.Stream(Wire.Text("ok")));
        await using var host = VendorHost.Create("anthropic", server, "");
        var options = host.Options("p/m");
        (options.Temperature, options.TopP) = ((float?)temperature, (float?)topP);
        await host.Chat.GetResponseAsync([new(ChatRole.User, "?")], options);

        var sent = server.Requests[0].Json;
        (sent.TryGetProperty("temperature", out var first) ? first.GetDouble() : (double?)null).ShouldBe(sentTemperature);
        (sent.TryGetProperty("top_p", out var second) ? second.GetDouble() : (double?)null).ShouldBe(sentTopP);
    }

    [Fact]
    public async Task Message_OfWhiteSpace_IsNotSent()
    {
        await using var server = await FakeProviderServer.StartAsync(FakeReplies.Stream(Wire.Text("ok")));
        await using var host = VendorHost.Create("anthropic", server, "");
        await host.Chat.GetResponseAsync(
            [new(ChatRole.User, "First"), new(ChatRole.Assistant, "\n\n"), new(ChatRole.User, "Second")], host.Options("p/m"));

        var message = server.Requests[0].Json.GetProperty("messages").EnumerateArray().ShouldHaveSingleItem();
        message.GetProperty("content").GetArrayLength().ShouldBe(2);
    }

    [Fact]
    public async Task Thinking_BeforeAToolCall_GoesBackWithItsSignature()
    {
        const string thinking = """
            event: content_block_start
            data: {"type":"content_block_start","index":0,"content_block":{"type":"thinking","thinking":"","signature":""}}

            event: content_block_delta
            data: {"type":"content_block_delta","index":0,"delta":{"type":"thinking_delta","thinking":"Let me "}}

            event: content_block_delta
            data: {"type":"content_block_delta","index":0,"delta":{"type":"thinking_delta","thinking":"see."}}

            event: content_block_delta
            data: {"type":"content_block_delta","index":0,"delta":{"type":"signature_delta","signature":"c2lnbmVk"}}

            event: content_block_stop
            data: {"type":"content_block_stop","index":0}


            """;
        await using var server = await FakeProviderServer.StartAsync(
            FakeReplies.Stream(thinking + Wire.TwoToolCalls()), FakeReplies.Stream(Wire.Text("ok")));
        await using var host = VendorHost.Create("anthropic", server, "");
        var updates = await VendorHost.AskAsync(host);

        string.Concat(updates.Where(update => update.Role != ChatRole.Tool).Select(update => update.Text)).ShouldBe("ok");
        var block = server.Requests[1].Json.GetProperty("messages")[3].GetProperty("content")[0];
        block.GetProperty("type").GetString().ShouldBe("thinking");
        block.GetProperty("thinking").GetString().ShouldBe("Let me see.");
        block.GetProperty("signature").GetString().ShouldBe("c2lnbmVk");
        server.Requests[1].Json.GetProperty("messages")[3].GetProperty("content").GetArrayLength().ShouldBe(3);
    }

    [Fact]
    public async Task ToolCalls_AsImitatorsSendThem_AreUnderstood()
    {
        const string calls = """
            event: content_block_start
            data: {"type":"content_block_start","index":0,"content_block":{"type":"tool_use","id":"a","name":"weather","input":{"city":"Rome"}}}

            event: content_block_start
            data: {"type":"content_block_start","index":1,"content_block":{"type":"tool_use","id":"b","name":"weather","input":{}}}

            event: content_block_delta
            data: {"type":"content_block_delta","index":1,"delta":{"type":"input_json_delta","partial_json":"{\"city\":\"Oslo\"}"}}

            event: message_stop
            data: {"type":"message_stop"}


            """;
        await using var server = await FakeProviderServer.StartAsync(FakeReplies.Stream(calls), FakeReplies.Stream(Wire.Text("ok")));
        await using var host = VendorHost.Create("anthropic", server, "");
        var updates = await VendorHost.AskAsync(host);

        updates.SelectMany(update => update.Contents).OfType<FunctionCallContent>()
            .Select(call => ((JsonElement)call.Arguments!["city"]!).GetString()).ShouldBe(["Rome", "Oslo"]);
    }

    [Fact]
    public async Task Stop_OnlyToPause_IsNoEnd()
    {
        await using var server = await FakeProviderServer.StartAsync(
            FakeReplies.Stream(Wire.Head() + Wire.Pieces("half") + Wire.End("pause_turn")));
        await using var host = VendorHost.Create("anthropic", server, "");

        (await Should.ThrowAsync<LlmException>(() => VendorHost.AskAsync(host))).Code.ShouldBe(LlmErrorCodes.StreamBroken);
    }

    [Fact]
    public async Task Usage_CacheWritesAndReads_AreAddedToTheInput()
    {
        var stream = Wire.Head().Replace("\"cache_creation_input_tokens\":0", "\"cache_creation_input_tokens\":900", StringComparison.Ordinal)
            + Wire.Pieces("ok") + Wire.End();
        await using var server = await FakeProviderServer.StartAsync(FakeReplies.Stream(stream));
        await using var host = VendorHost.Create("anthropic", server, "");
        await VendorHost.AskAsync(host, "p/claude-sonnet-4-5");

        var record = host.Usage.Snapshot().ShouldHaveSingleItem();
        (record.InputTokens, record.CachedInputTokens, record.OutputTokens).ShouldBe((1000, 40, 20));

        // 60 plain at 3.00, 40 read at 0.30, 900 written at 3.75, 20 out at 15.00, per million.
        record.CostUsd.ShouldBe(((60 * 3m) + (40 * 0.3m) + (900 * 3.75m) + (20 * 15m)) / 1_000_000m);
    }

    private static IEnumerable<string?> Roles(JsonElement messages) =>
        messages.EnumerateArray().Select(message => message.GetProperty("role").GetString());
}
