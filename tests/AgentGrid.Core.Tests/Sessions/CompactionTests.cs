using System.Text.RegularExpressions;
using AgentGrid.Agents;
using AgentGrid.Core.Llm;
using AgentGrid.Core.Llm.Tokens;
using AgentGrid.Core.Sessions;
using AgentGrid.Sessions;
using AgentGrid.Testing.Llm;
using Microsoft.Extensions.DependencyInjection;

namespace AgentGrid.Core.Tests.Sessions;

/// <summary>What becomes of history that no longer fits: nothing of it may go in silence, be paid for without end, or block its session.</summary>
public sealed partial class CompactionTests
{
    private static readonly (string, string)[] Large =
        [("AgentGrid:Llm:Providers:openai:Type", "openai"), ("AgentGrid:Llm:Providers:openai:ApiKey", "k")];

    [Theory]
    [InlineData(int.MaxValue, 2_500, 44)]
    [InlineData(int.MaxValue, 2_500, 90)]
    [InlineData(9_000, 700, 30)]
    [InlineData(4_000, 300, 80)]
    public async Task History_TooLong_EachMessageIsInThePromptOrWasSummarised(int window, int words, int count)
    {
        using var model = new AskedModel(request =>
            TokenEstimator.Count(request.Messages) > window ? Scripts.Fail(new LlmException(LlmErrorCodes.ContextTooLong, "Too long."))
            : AskedModel.IsSummary(request) ? Scripts.Text(string.Join(' ', Facts(request)))
            : Scripts.Text("ok"));
        var log = await Turns.Over(model, Large).RunAsync(Turns.Input("Next") with { History = History(count, words) });

        log.Result.Status.ShouldBe(MessageStatus.Complete);
        Facts(model.Answers.Last()).ShouldBe(Enumerable.Range(1, count).Select(seq => $"FACT{seq}."), ignoreOrder: true);
        log.Result.Summary.ShouldNotBeNull().ThroughSeq.ShouldBeInRange(1, count);
        log.Result.Rejections.ShouldBeEmpty();
    }

    [Fact]
    public async Task Summary_ThatAModelOnlyThinksOf_IsTheBeginningsAndTheTurnSaysSo()
    {
        using var model = new AskedModel(request => AskedModel.IsSummary(request) ? Scripts.Text() : Scripts.Text("ok"));
        var log = await Turns.Over(model, Large).RunAsync(Turns.Input("Next") with { History = History(44, 2_500) });

        model.Summaries.ShouldHaveSingleItem().Options!.MaxOutputTokens.ShouldNotBeNull().ShouldBeGreaterThan(2_000, "thoughts count towards it");
        log.Result.Summary.ShouldNotBeNull().Text.ShouldContain("FACT1.");
        Facts(model.Answers.Last()).Count.ShouldBe(44);
        log.Result.Rejections.ShouldHaveSingleItem().Code.ShouldBe(LlmErrorCodes.HistoryShortened);

        // What it stands for is not asked of the model again.
        var next = History(44, 2_500).Where(message => message.Seq > log.Result.Summary.ThroughSeq);
        var kept = Turns.Said(45, MessageRole.Summary, log.Result.Summary.Text) with { SummarizesThrough = log.Result.Summary.ThroughSeq };
        var after = await Turns.Over(model, Large).RunAsync(Turns.Input("Next") with { History = [kept, .. next] });
        model.Summaries.ShouldHaveSingleItem();
        after.Result.Rejections.ShouldBeEmpty();
    }

    [Fact]
    public async Task Summary_ThatCannotBeHadNow_KeepsTheNewestThatFitAndTheTurnSaysSo()
    {
        using var model = new AskedModel(request => AskedModel.IsSummary(request)
            ? Scripts.Fail(new LlmException(LlmErrorCodes.RateLimited, "Later.", retryable: true))
            : Scripts.Text("ok"));
        var log = await Turns.Over(model, Large).RunAsync(Turns.Input("Next") with { History = History(44, 2_500) });

        log.Result.Summary.ShouldBeNull("the next turn may get one");
        Facts(model.Answers.Last()).Count.ShouldBeInRange(25, 43, "more than compaction keeps");
        var notice = log.Result.Rejections.ShouldHaveSingleItem();
        notice.Code.ShouldBe(LlmErrorCodes.HistoryShortened);
        notice.Reason.ShouldContain("oldest messages");
    }

    [Fact]
    public async Task Summary_LongerThanAsked_IsCutWhenItIsMadeAndWhenItIsRead()
    {
        var endless = string.Join(' ', Enumerable.Repeat("word", 20_000));
        using var model = new AskedModel(request => AskedModel.IsSummary(request) ? Scripts.Text(endless) : Scripts.Text("ok"));
        var log = await Turns.Over(model, Large).RunAsync(Turns.Input("Next") with { History = History(44, 2_500) });
        TokenEstimator.Count(log.Result.Summary.ShouldNotBeNull().Text).ShouldBeInRange(500, 2_000);

        var kept = Turns.Said(9, MessageRole.Summary, endless) with { SummarizesThrough = 8 };
        await Turns.Over(model, Large).RunAsync(Turns.Input("Next") with { History = [kept, Turns.Said(10, MessageRole.User, "FACT10.")] });
        TokenEstimator.Count(model.Requests[^1].Messages).ShouldBeLessThan(2_500);
        Facts(model.Requests[^1]).ShouldBe(["FACT10."]);
    }

    [Theory]
    [InlineData(27_300)]
    [InlineData(26_800)]
    [InlineData(25_000)]
    public async Task Message_ThatTakesTheWholeWindow_CostsItsSessionNoHistory(int words)
    {
        using var model = new AskedModel(request => AskedModel.IsSummary(request)
            ? Scripts.Text($"{string.Join(' ', Enumerable.Repeat("talk", 600))} {string.Join(' ', Facts(request))}")
            : Scripts.Text("ok"));
        var history = History(10, 200);
        var small = new AgentConfig { Model = "openai/unheard-of" };
        var log = await Turns.Over(model, Large).RunAsync(
            Turns.Input(string.Join(' ', Enumerable.Repeat("word", words)), small) with { History = history });
        if (log.Result.Summary is { } summary)
        {
            history.Add(Turns.Said(11, MessageRole.Summary, summary.Text) with { SummarizesThrough = summary.ThroughSeq });
        }

        await Turns.Over(model, Large).RunAsync(Turns.Input("Next", small) with { History = TurnHistoryOf(history) });

        Facts(model.Requests[^1]).ShouldBe(Enumerable.Range(1, 10).Select(seq => $"FACT{seq}."), ignoreOrder: true);
    }

    [Fact]
    public async Task Prompt_TooLongForTheFallback_IsShortenedWithoutAskingTheFirstModelAgain()
    {
        var wire = new OpenAiWire();
        await using var dead = await FakeProviderServer.StartAsync(FakeReplies.Error(500, wire.ErrorBody(500, "boom")));
        var tooLong = FakeReplies.Error(400, wire.ErrorBody(400, "This model's maximum context length is 8192 tokens."));
        await using var small = await FakeProviderServer.StartAsync(tooLong, tooLong, tooLong, FakeReplies.Stream(wire.Text("ok")));
        await using var services = Turns.Services(
            ("AgentGrid:Llm:Providers:a:Type", "openai-compatible"), ("AgentGrid:Llm:Providers:a:BaseUrl", dead.Address + "/v1"),
            ("AgentGrid:Llm:Providers:b:Type", "openai-compatible"), ("AgentGrid:Llm:Providers:b:BaseUrl", small.Address + "/v1"),
            ("AgentGrid:Llm:Retry:MaxRetries", "0"));
        var config = new AgentConfig { Model = "a/m", FallbackModels = ["b/m"] };

        var log = await services.GetRequiredService<ITurnPipeline>().RunAsync(Turns.Input("Next", config) with { History = History(20, 500) });

        log.Result.Status.ShouldBe(MessageStatus.Complete);
        log.Result.Model.ShouldBe("b/m");
        log.Result.Rejections.ShouldHaveSingleItem().Model.ShouldBe("a/m");
        dead.Requests.ShouldHaveSingleItem();
    }

    /// <summary>As a turn is told of it: the newest summary and what it does not cover.</summary>
    private static List<SessionMessage> TurnHistoryOf(List<SessionMessage> all) => all[^1] is { SummarizesThrough: { } through } summary
        ? [summary, .. all.Where(message => message.Role != MessageRole.Summary && message.Seq > through)]
        : all;

    private static List<SessionMessage> History(int count, int words)
    {
        var filler = string.Join(' ', Enumerable.Repeat("word", words));
        return [.. Enumerable.Range(1, count).Select(i => Turns.Said(i, i % 2 == 1 ? MessageRole.User : MessageRole.Assistant, $"FACT{i}. {filler}"))];
    }

    private static List<string> Facts(RecordedRequest request) =>
        [.. Fact().Matches(AskedModel.TextOf(request)).Select(match => match.Value).Distinct()];

    [GeneratedRegex(@"FACT\d+\.")]
    private static partial Regex Fact();
}
