using AgentGrid.Core.Llm;
using AgentGrid.Testing.Llm;
using Microsoft.Extensions.AI;

namespace AgentGrid.Core.Tests.Llm.Providers;

/// <summary>Answers as servers that imitate OpenAI send them: in parts, with thoughts among the text, without an end.</summary>
public sealed class OpenAiAnswerTests
{
    private static readonly OpenAiWire Wire = new();

    [Fact]
    public async Task Content_InParts_IsTextAndThoughts()
    {
        const string parts = """
            data: {"choices":[{"index":0,"delta":{"role":"assistant","content":[{"type":"thinking","thinking":[{"type":"text","text":"hmm"}]}]}}]}

            data: {"choices":[{"index":0,"delta":{"content":[{"type":"text","text":"The "},{"type":"reference","reference_ids":[1]},{"type":"text","text":"answer"}]}}]}


            """;
        await using var server = await FakeProviderServer.StartAsync(FakeReplies.Stream(parts + Wire.Pieces(" is 4") + Wire.End()));
        await using var host = VendorHost.Create("openai-compatible", server);

        Said(await VendorHost.AskAsync(host)).ShouldBe(("hmm", "The answer is 4"));
    }

    [Theory]
    [InlineData("secret thoughts", "Answer", "<think>", "secret thoughts</think>\n\nAnswer")]
    [InlineData("a < b", "Answer", "\n<th", "ink>a ", "< b</", "think", ">", "\n", "\nAns", "wer")]
    [InlineData("", "Answer", "<think>\n</think>", "Answer")]
    [InlineData("x</thinker>", "y", "<think>x</thinker></think>y")]
    [InlineData("a", "b <think>c</think>", "<think>a</think>b ", "<think>c</think>")]
    [InlineData("", "The tag <think>", "The tag ", "<think>")]
    [InlineData("", "<thinner", "<thin", "ner")]
    [InlineData("", " \n<b>bold</b>", " \n", "<b>bold</b>")]
    [InlineData("", "<thi", "<thi")]
    public async Task ThinkTags_AtTheStart_AreReasoning(string thoughts, string text, params string[] pieces)
    {
        await using var server = await FakeProviderServer.StartAsync(FakeReplies.Stream(Wire.Text(pieces)));
        await using var host = VendorHost.Create("openai-compatible", server);
        var (thought, said) = Said(await VendorHost.AskAsync(host));

        (thought.Trim(), said).ShouldBe((thoughts, text));
    }

    [Fact]
    public async Task ThinkTags_NeverClosed_AreNoAnswer()
    {
        await using var server = await FakeProviderServer.StartAsync(
            FakeReplies.Stream(Wire.Text("<think>", "on and on</thi")), FakeReplies.Stream(Wire.Pieces("<think>", "on and on") + Wire.End("length")));
        await using var host = VendorHost.Create("openai-compatible", server);

        (await Should.ThrowAsync<LlmException>(() => VendorHost.AskAsync(host))).Code.ShouldBe(LlmErrorCodes.UnusableAnswer);
        var cut = await VendorHost.AskAsync(host);
        Said(cut).ShouldBe(("on and on", ""));
        cut[^1].FinishReason.ShouldBe(ChatFinishReason.Length);
    }

    [Fact]
    public async Task ThinkTags_OfTheVendorItself_AreText()
    {
        await using var server = await FakeProviderServer.StartAsync(FakeReplies.Stream(Wire.Text("<think>", "x</think>")));
        await using var host = VendorHost.Create("openai", server);

        Said(await VendorHost.AskAsync(host)).ShouldBe(("", "<think>x</think>"));
    }

    [Theory]
    [InlineData("error")]
    [InlineData("abort")]
    [InlineData("insufficient_system_resource")]
    public async Task Finish_ThatIsNoEnd_IsABrokenStream(string reason)
    {
        await using var server = await FakeProviderServer.StartAsync(
            FakeReplies.Stream(Wire.Head() + Wire.Pieces("half") + Wire.End(reason)));
        await using var host = VendorHost.Create("openai-compatible", server);
        var shown = "";
        var failure = await Should.ThrowAsync<LlmException>(async () =>
        {
            await foreach (var update in host.Chat.GetStreamingResponseAsync([new ChatMessage(ChatRole.User, "?")], host.Options("p/m")))
            {
                shown += update.Text;
            }
        });

        (shown, failure.Code).ShouldBe(("half", LlmErrorCodes.StreamBroken));
        var record = host.Usage.Snapshot().ShouldHaveSingleItem();
        (record.InputTokens, record.OutputTokens, record.Estimated).ShouldBe((100, 20, false));
    }

    [Fact]
    public async Task Finish_ByTheModelsOwnLength_IsLength()
    {
        await using var server = await FakeProviderServer.StartAsync(FakeReplies.Stream(Wire.Pieces("half") + Wire.End("model_length")));
        await using var host = VendorHost.Create("openai-compatible", server);

        (await VendorHost.AskAsync(host))[^1].FinishReason.ShouldBe(ChatFinishReason.Length);
    }

    [Theory]
    [InlineData("""data: {"object":"error","message":"boom","type":"InternalServerError","param":null,"code":500}""", LlmErrorCodes.ProviderError)]
    [InlineData("""event: error""" + "\n" + """data: {"message":"boom"}""", LlmErrorCodes.ProviderError)]
    [InlineData(": nothing", LlmErrorCodes.UnusableAnswer)]
    public async Task Done_WithoutAnAnswer_IsAFailure(string before, string code)
    {
        await using var server = await FakeProviderServer.StartAsync(FakeReplies.Stream(before + "\n\ndata: [DONE]\n\n"));
        await using var host = VendorHost.Create("openai-compatible", server);

        (await Should.ThrowAsync<LlmException>(() => VendorHost.AskAsync(host))).Code.ShouldBe(code);
    }

    [Fact]
    public async Task Reasoning_IsNotShownAsText()
    {
        var stream = """data: {"choices":[{"index":0,"delta":{"reasoning_content":"hmm"}}]}""" + "\n\n" + Wire.Text("Answer");
        await using var server = await FakeProviderServer.StartAsync(FakeReplies.Stream(stream));
        await using var host = VendorHost.Create("openai-compatible", server);
        var updates = await VendorHost.AskAsync(host);

        string.Concat(updates.Select(update => update.Text)).ShouldBe("Answer");
    }

    [Fact]
    public async Task Stream_WithoutDoneButWithAFinishReason_IsComplete()
    {
        var stream = Wire.Head() + Wire.Pieces("all") + """data: {"choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}""" + "\n\n";
        await using var server = await FakeProviderServer.StartAsync(FakeReplies.Stream(stream));
        await using var host = VendorHost.Create("openai-compatible", server);

        (await VendorHost.AskAsync(host))[^1].FinishReason.ShouldBe(ChatFinishReason.Stop);
        host.Usage.Snapshot().ShouldHaveSingleItem().Estimated.ShouldBeTrue();
    }

    [Fact]
    public async Task Answer_ThatIsNotStreamed_IsReadAllTheSame()
    {
        const string whole = """
            {"choices":[{"index":0,"message":{"role":"assistant","content":"All at once."},"finish_reason":"stop"}],
             "usage":{"prompt_tokens":7,"completion_tokens":3}}
            """;
        await using var server = await FakeProviderServer.StartAsync(FakeReplies.Json(whole));
        await using var host = VendorHost.Create("openai-compatible", server);
        var updates = await VendorHost.AskAsync(host);

        string.Concat(updates.Select(update => update.Text)).ShouldBe("All at once.");
        updates[^1].FinishReason.ShouldBe(ChatFinishReason.Stop);
        var record = host.Usage.Snapshot().ShouldHaveSingleItem();
        (record.InputTokens, record.OutputTokens, record.Estimated).ShouldBe((7, 3, false));
    }

    private static (string Thoughts, string Text) Said(List<ChatResponseUpdate> updates) => (
        string.Concat(updates.SelectMany(update => update.Contents).OfType<TextReasoningContent>().Select(thought => thought.Text)),
        string.Concat(updates.Select(update => update.Text)));
}
