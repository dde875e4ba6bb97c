using System.Text.Json;
using AgentGrid.Testing.Llm;
using Microsoft.Extensions.AI;

namespace AgentGrid.Core.Tests.Llm.Providers;

/// <summary>Tool calls, as servers that imitate OpenAI send them.</summary>
public sealed class OpenAiToolCallTests
{
    private static readonly OpenAiWire Wire = new();

    [Theory]
    [InlineData("""[{"index":0,"id":"x","function":{"name":"weather","arguments":"{\"city\":\"Rome\"}"}},{"index":0,"id":"y","function":{"name":"weather","arguments":"{\"city\":\"Oslo\"}"}}]""")]
    [InlineData("""[{"id":"x","function":{"name":"weather","arguments":"{\"city\":\"Rome\"}"}},{"id":"y","function":{"name":"weather","arguments":"{\"city\":\"Oslo\"}"}}]""")]
    [InlineData("""[{"index":0,"id":"","function":{"name":"weather","arguments":{"city":"Rome"}}},{"index":1,"id":null,"function":{"name":"weather","arguments":{"city":"Oslo"}}}]""")]
    public async Task ToolCalls_AsImitatorsSendThem_AreUnderstood(string calls)
    {
        var stream = $$$"""data: {"choices":[{"index":0,"delta":{"tool_calls":{{{calls}}}},"finish_reason":"stop"}]}""" + "\n\n";
        await using var server = await FakeProviderServer.StartAsync(FakeReplies.Stream(stream), FakeReplies.Stream(Wire.Text("ok")));
        await using var host = VendorHost.Create("openai-compatible", server);
        var updates = await VendorHost.AskAsync(host);

        updates.SelectMany(update => update.Contents).OfType<FunctionCallContent>()
            .Select(call => ((JsonElement)call.Arguments!["city"]!).GetString()).ShouldBe(["Rome", "Oslo"]);
        updates.SelectMany(update => update.Contents).OfType<FunctionResultContent>().Count().ShouldBe(2);
    }

    [Theory]
    [InlineData("""[{"function":{"name":"weather","arguments":{"city":"Rome"}}},{"function":{"name":"weather","arguments":{"city":"Oslo"}}}]""")]
    [InlineData(
        """[{"function":{"name":"weather","arguments":"{\"city\":\"Rome\"}"}}]""",
        """[{"function":{"name":"weather","arguments":"{\"city\":\"Oslo\"}"}}]""")]
    [InlineData(
        """[{"index":0,"id":"","function":{"name":"weather","arguments":"{\"city\":\"Rome\"}"}}]""",
        """[{"index":0,"id":"","function":{"name":"weather","arguments":"{\"city\":\"Oslo\"}"}}]""")]
    [InlineData(
        """[{"index":0,"id":"x","function":{"name":"weather","arguments":""}}]""",
        """[{"index":0,"id":"x","function":{"name":"weather","arguments":"{\"city\":"}}]""",
        """[{"index":0,"id":"x","function":{"name":"weather","arguments":"\"Rome\"}"}}]""",
        """[{"index":1,"id":"y","function":{"name":"weather","arguments":"{\"city\":\"Oslo\"}"}}]""")]
    [InlineData(
        """[{"function":{"name":"weather","arguments":"{\"city\":"}}]""",
        """[{"function":{"name":"weather","arguments":"\"Rome\"}"}}]""",
        """[{"function":{"name":"weather","arguments":""}}]""",
        """[{"function":{"name":"weather","arguments":"{\"city\":\"Oslo\"}"}}]""")]
    [InlineData(
        """[{"index":0,"id":"x1","function":{"name":"wea","arguments":""}}]""",
        """[{"index":0,"function":{"name":"ther","arguments":"{\"city\":"}}]""",
        """[{"index":0,"id":"x2","function":{"arguments":"\"Rome\"}"}}]""",
        """[{"index":0,"id":"y1","function":{"name":"weather","arguments":"{\"city\":\"Oslo\"}"}}]""")]
    public async Task ToolCalls_PiecesWithoutNumberOrId_AreToldApart(params string[] pieces)
    {
        var stream = string.Concat(pieces.Select(piece => $$$"""data: {"choices":[{"index":0,"delta":{"tool_calls":{{{piece}}}}}]}""" + "\n\n"));
        await using var server = await FakeProviderServer.StartAsync(
            FakeReplies.Stream(stream + Wire.End("tool_calls")), FakeReplies.Stream(Wire.Text("ok")));
        await using var host = VendorHost.Create("openai-compatible", server);
        var updates = await VendorHost.AskAsync(host);

        Cities(updates).ShouldBe(["Rome", "Oslo"]);
        updates.SelectMany(update => update.Contents).OfType<FunctionResultContent>().Count().ShouldBe(2);
    }

    [Theory]
    [InlineData("""{"role":"assistant","content":null,"reasoning_content":"think","tool_calls":[CALL]}""")]
    [InlineData("""{"role":"assistant","content":"Looking.","reasoning":"think","tool_calls":[CALL]}""")]
    [InlineData("""{"role":"assistant","content":[{"type":"text","text":"Looking."}],"tool_calls":[CALL]}""")]
    [InlineData("""{"role":"assistant","refusal":"Not that.","tool_calls":[CALL]}""")]
    [InlineData("""{"role":"assistant","content":null,"function_call":{"name":"weather","arguments":"{\"city\":\"Rome\"}"}}""")]
    public async Task ToolCalls_BesideOtherThings_AreNotLost(string message)
    {
        message = message.Replace(
            "CALL", """{"id":"a","type":"function","function":{"name":"weather","arguments":"{\"city\":\"Rome\"}"}}""", StringComparison.Ordinal);
        var whole = $$$"""{"choices":[{"index":0,"message":{{{message}}},"finish_reason":"tool_calls"}]}""";
        await using var server = await FakeProviderServer.StartAsync(
            FakeReplies.Json(whole),
            FakeReplies.Stream(Wire.Text("ok")),
            FakeReplies.Stream("data: " + whole.Replace("\"message\":", "\"delta\":", StringComparison.Ordinal) + "\n\n"),
            FakeReplies.Stream(Wire.Text("ok")));
        await using var host = VendorHost.Create("openai-compatible", server);

        Cities(await VendorHost.AskAsync(host)).ShouldBe(["Rome"], "not streamed");
        Cities(await VendorHost.AskAsync(host)).ShouldBe(["Rome"], "streamed");
    }

    [Theory]
    [InlineData("reasoning_content", "think hard")]
    [InlineData("reasoning", null)]
    public async Task ToolCalls_AfterThoughts_TakeThemBackUnderTheirName(string name, string? back)
    {
        var thoughts = $$$"""data: {"choices":[{"index":0,"delta":{"{{{name}}}":"think "}}]}""" + "\n\n"
            + $$$"""data: {"choices":[{"index":0,"delta":{"{{{name}}}":"hard"}}]}""" + "\n\n";
        await using var server = await FakeProviderServer.StartAsync(
            FakeReplies.Stream(thoughts + Wire.TwoToolCalls()), FakeReplies.Stream(thoughts + Wire.Text("ok")));
        await using var host = VendorHost.Create("openai-compatible", server);
        await VendorHost.AskAsync(host);

        var assistants = Messages(server.Requests[1]).Where(message => message.GetProperty("role").GetString() == "assistant").ToList();
        assistants.Count.ShouldBe(2);
        assistants[0].TryGetProperty("reasoning_content", out _).ShouldBeFalse("it called nothing");
        (assistants[1].TryGetProperty("reasoning_content", out var said) ? said.GetString() : null).ShouldBe(back);
        assistants[1].GetProperty("tool_calls").GetArrayLength().ShouldBe(2);
    }

    [Fact]
    public async Task ToolCalls_SomethingOfTheServersOwnBesideThem_GoesBackAsItCame()
    {
        const string own = """{"google":{"thought_signature":"c2ln+/="}}""";
        var stream = $$$"""data: {"choices":[{"index":0,"delta":{"tool_calls":[{"index":0,"id":"a","extra_content":{{{own}}},"function":{"name":"weather","arguments":"{\"city\":\"Rome\"}"}}]},"finish_reason":"tool_calls"}]}""" + "\n\n";
        await using var server = await FakeProviderServer.StartAsync(FakeReplies.Stream(stream), FakeReplies.Stream(Wire.Text("ok")));
        await using var host = VendorHost.Create("openai-compatible", server);
        await VendorHost.AskAsync(host);

        Messages(server.Requests[1]).Last(message => message.TryGetProperty("tool_calls", out _))
            .GetProperty("tool_calls")[0].GetProperty("extra_content").GetRawText().ShouldBe(own);
    }

    [Fact]
    public async Task Tools_NothingLeftToSayAfterThem_IsAnEnd()
    {
        var first = Wire.Pieces("I note that.") + Wire.TwoToolCalls();
        await using var server = await FakeProviderServer.StartAsync(
            FakeReplies.Stream(first), FakeReplies.Stream(Wire.Head() + Wire.End()));
        await using var host = VendorHost.Create("openai-compatible", server);
        var updates = await VendorHost.AskAsync(host);

        string.Concat(updates.Where(update => update.Role == ChatRole.Assistant).Select(update => update.Text)).ShouldBe("I note that.");
        updates[^1].FinishReason.ShouldBe(ChatFinishReason.Stop);
    }

    private static JsonElement.ArrayEnumerator Messages(FakeRequest request) => request.Json.GetProperty("messages").EnumerateArray();

    private static IEnumerable<string?> Cities(List<ChatResponseUpdate> updates) =>
        updates.SelectMany(update => update.Contents).OfType<FunctionCallContent>()
            .Select(call => ((JsonElement)call.Arguments!["city"]!).GetString());
}
