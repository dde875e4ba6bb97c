using AgentGrid.Agents;
using AgentGrid.Core.Llm;
using AgentGrid.Core.Llm.Tools;
using AgentGrid.Core.Sessions;
using AgentGrid.Sessions;
using AgentGrid.Sessions.Events;
using AgentGrid.Testing.Llm;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;

namespace AgentGrid.Core.Tests.Sessions;

/// <summary>Turns that models and providers end in odd ways.</summary>
public sealed class TurnEndTests
{
    private static readonly OpenAiWire Wire = new();

    [Theory]
    [InlineData("""{"timeZone":"a\ud800b"}""")]
    [InlineData("""{"\ud800":1}""")]
    [InlineData("""{"timeZone":[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]}""")]
    [InlineData("""{"timeZone":[[[[[[[[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]]]]]]]]}""")]
    public async Task ToolCall_WithArgumentsThatNobodyCanKeep_IsAnErrorToTheModelAndTheTurnGoesOn(string arguments)
    {
        var call = System.Text.Json.JsonSerializer.Serialize(arguments);
        await using var server = await FakeProviderServer.StartAsync(
            FakeReplies.Stream(
                "data: {\"choices\":[{\"index\":0,\"delta\":{\"tool_calls\":[{\"index\":0,\"id\":\"c\",\"type\":\"function\",\"function\":"
                + $"{{\"name\":\"current_time\",\"arguments\":{call}}}}}]}}}}]}}\n\n" + Wire.End("tool_calls")),
            FakeReplies.Stream(Wire.Text("Then not.")));
        await using var services = Turns.Services(Fake("p", server));
        var log = await services.GetRequiredService<ITurnPipeline>().RunAsync(Turns.Input("What time is it?", new AgentConfig { Model = "p/m" }) with
        {
            Tools = [.. services.GetServices<IAgentTool>()],
        });

        log.Result.Status.ShouldBe(MessageStatus.Complete);
        log.Result.Text.ShouldBe("Then not.");
        log.Result.Usage.Length.ShouldBe(2);
        log.Result.ToolCalls.ShouldHaveSingleItem().Ok.ShouldBe(false);
        var id = 0;
        log.Steps.Select(step => TurnEventCodec.Decode(TurnEventCodec.Encode(++id, step.Data))).Count().ShouldBe(log.Steps.Count, "each can be stored and read");
    }

    [Fact]
    public async Task Error_ThatNobodyForesaw_EndsTheTurnAndBooksWhatItCost()
    {
        await using var server = await FakeProviderServer.StartAsync(FakeReplies.Stream(Wire.Text("half", "whole")));
        await using var services = Turns.Services(Fake("p", server));
        using var model = new BreakingClient(services.GetRequiredService<IChatClient>());
        var log = await Turns.Over(model).RunAsync(Turns.Input("Hello", new AgentConfig { Model = "p/m" }));

        log.Result.Status.ShouldBe(MessageStatus.Failed);
        var failed = log.Of<TurnFailedData>().ShouldHaveSingleItem();
        (failed.Code, failed.Retryable).ShouldBe((FailureCodes.InternalError, true));
        failed.Message.ShouldNotContain("secret");
        log.Result.Usage.ShouldHaveSingleItem().InputTokens.ShouldBeGreaterThan(0);
    }

    [Theory]
    [InlineData(500, "Raise maxOutputTokens, which is 500")]
    [InlineData(null, "Set maxOutputTokens")]
    public async Task Length_WithoutAWord_FailsAndSaysHowToMendIt(int? most, string remedy)
    {
        var model = new ScriptedChatClient(_ => new[]
        {
            new ChatResponseUpdate(ChatRole.Assistant, [new TextReasoningContent("hmm")]),
            Scripts.End(ChatFinishReason.Length),
        }.ToAsyncEnumerable());
        var log = await Turns.Over(model).RunAsync(Turns.Input("Hello", new AgentConfig { MaxOutputTokens = most }));

        log.Result.Status.ShouldBe(MessageStatus.Failed);
        var failed = log.Of<TurnFailedData>().ShouldHaveSingleItem();
        failed.Code.ShouldBe(FailureCodes.OutputLimitReached);
        failed.Message.ShouldContain(remedy);
    }

    [Fact]
    public async Task Answer_OfWhiteSpace_IsNone() =>
        (await Turns.Over(new ScriptedChatClient(Scripts.Text("\n"))).RunAsync(Turns.Input("Hello"))).Result.Status.ShouldBe(MessageStatus.Failed);

    [Fact]
    public async Task WhiteSpace_OfEarlierAnswers_IsNotSentAgain()
    {
        var model = new ScriptedChatClient(Scripts.Text("ok"));
        await Turns.Over(model).RunAsync(Turns.Input("Next") with
        {
            History = [Turns.Said(1, MessageRole.User, "First"), Turns.Said(2, MessageRole.Assistant, "\n\n")],
            ContinueFrom = " \n",
        });

        model.Requests[0].Messages.Where(message => message.Role != ChatRole.System).Select(message => message.Text).ShouldBe(["First", "Next"]);
    }

    [Fact]
    public async Task Prompt_TooLongForTheFirstModel_IsAskedOfAFallbackOnceNothingIsLeftToLeaveOut()
    {
        await using var small = await FakeProviderServer.StartAsync(FakeReplies.Error(400, Wire.ContextLengthBody()));
        await using var big = await FakeProviderServer.StartAsync(FakeReplies.Stream(Wire.Text("read it all")));
        await using var services = Turns.Services([.. Fake("small", small), .. Fake("big", big)]);
        var message = string.Join(' ', Enumerable.Repeat("long", 4_000));
        var config = new AgentConfig { Model = "small/m", FallbackModels = ["big/m"] };
        var log = await services.GetRequiredService<ITurnPipeline>().RunAsync(Turns.Input(message, config));

        log.Result.Text.ShouldBe("read it all");
        log.Result.Model.ShouldBe("big/m");
        log.Result.Rejections.ShouldHaveSingleItem().Code.ShouldBe(LlmErrorCodes.ContextTooLong);
        big.Requests.ShouldHaveSingleItem().Body.ShouldContain(message);
    }

    [Fact]
    public async Task Prompt_TooLongForAll_FailsAsTooLong()
    {
        await using var small = await FakeProviderServer.StartAsync(FakeReplies.Error(400, Wire.ContextLengthBody()));
        await using var services = Turns.Services([.. Fake("a", small), .. Fake("b", small)]);
        var config = new AgentConfig { Model = "a/m", FallbackModels = ["b/m"] };
        var log = await services.GetRequiredService<ITurnPipeline>().RunAsync(Turns.Input("Hello", config));

        var failed = log.Of<TurnFailedData>().ShouldHaveSingleItem();
        failed.Code.ShouldBe(FailureCodes.ContextTooLong);
        failed.Message.ShouldContain("Shorten it");
    }

    [Fact]
    public async Task Prompt_TooLongInALaterRound_GoesOnWithoutTheOldestHistory()
    {
        var tooLong = new LlmException(LlmErrorCodes.ContextTooLong, "Too long.");
        var model = new ScriptedChatClient(
            Scripts.Tools(new FunctionCallContent("c1", "current_time")), Scripts.Fail(tooLong), Scripts.Text("It is late."));
        await using var services = Turns.Services();
        var history = Enumerable.Range(1, 16)
            .Select(i => Turns.Said(i, i % 2 == 1 ? MessageRole.User : MessageRole.Assistant, $"m{i} " + new string('x', 1_000))).ToList();
        var log = await Turns.Over(model).RunAsync(
            Turns.Input("What time is it?") with { History = history, Tools = [.. services.GetServices<IAgentTool>()] });

        log.Result.Text.ShouldBe("It is late.");
        log.Result.Rejections.ShouldHaveSingleItem().Code.ShouldBe(LlmErrorCodes.HistoryShortened);
        var sent = model.Requests[2].Messages;
        sent.Count.ShouldBeLessThan(model.Requests[1].Messages.Count - 6);
        sent.ShouldContain(message => message.Text.StartsWith("m16 ", StringComparison.Ordinal));
        sent.First(message => message.Role != ChatRole.System).Role.ShouldBe(ChatRole.User);
        sent.ShouldContain(message => message.Text == "What time is it?");
    }

    [Fact]
    public async Task Prompt_TooLongInALaterRoundForGood_SaysThatTheToolsAreToBlame()
    {
        var model = new AskedModel(request => request.Messages.Any(message => message.Role == ChatRole.Tool)
            ? Scripts.Fail(new LlmException(LlmErrorCodes.ContextTooLong, "Too long."))
            : Scripts.Tools(new FunctionCallContent("c1", "current_time")));
        await using var services = Turns.Services();
        var log = await Turns.Over(model).RunAsync(Turns.Input("What time is it?") with { Tools = [.. services.GetServices<IAgentTool>()] });

        var failed = log.Of<TurnFailedData>().ShouldHaveSingleItem();
        failed.Code.ShouldBe(FailureCodes.ContextTooLong);
        failed.Message.ShouldContain("tools");
    }

    private static (string, string)[] Fake(string name, FakeProviderServer server) =>
    [
        ($"AgentGrid:Llm:Providers:{name}:Type", "openai-compatible"), ($"AgentGrid:Llm:Providers:{name}:BaseUrl", server.Address + "/v1"),
    ];

    /// <summary>Breaks where it should not once the first word has come.</summary>
    private sealed class BreakingClient(IChatClient inner) : DelegatingChatClient(inner)
    {
        public override async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
            IEnumerable<ChatMessage> messages,
            ChatOptions? options = null,
            [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken = default)
        {
            await foreach (var update in InnerClient.GetStreamingResponseAsync(messages, options, cancellationToken))
            {
                if (update.Text.Length > 0)
                {
                    throw new InvalidOperationException("secret");
                }

                yield return update;
            }
        }
    }
}
