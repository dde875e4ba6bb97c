using System.Collections.Immutable;
using AgentGrid.Agents;
using AgentGrid.Analytics;
using AgentGrid.Core.Llm;
using AgentGrid.Core.Sessions;
using AgentGrid.Core.Sessions.Grounding;
using AgentGrid.Knowledge;
using AgentGrid.Sessions;
using AgentGrid.Sessions.Events;
using AgentGrid.Testing.Llm;

namespace AgentGrid.Core.Tests.Sessions.Grounding;

/// <summary>When a turn has a model reorder what the search found.</summary>
public sealed class RerankTurnTests
{
    private static readonly (string, string)[] Provider =
        [("AgentGrid:Llm:Providers:openai:Type", "openai"), ("AgentGrid:Llm:Providers:openai:ApiKey", "k")];

    private static readonly AgentConfig Reranking = new() { Knowledge = new AgentKnowledge { Rerank = true, TopK = 2 } };

    private int _asked;

    [Fact]
    public async Task Run_RerankOn_TakesTheBestOfALargerPoolAndNumbersThemAnew()
    {
        var model = new ScriptedChatClient(Scripts.Text("""{"ranking":[5,1]}"""), Scripts.Text("So it is [1]."));
        var log = await Turns.Over(model, Provider).RunAsync(Input(Reranking, 0.9, 0.8, 0.7, 0.6, 0.5));

        _asked.ShouldBe(SourceFinder.RerankPool);
        var sources = log.Of<RetrievalData>().Single().Citations;
        sources.Select(source => (source.N, source.Text)).ShouldBe([(1, "passage 4"), (2, "passage 0")]);
        log.Result.Citations.ShouldHaveSingleItem().Text.ShouldBe("passage 4");
        model.Requests[1].Messages.ShouldContain(message => message.Text.Contains("[1] notes.md\npassage 4", StringComparison.Ordinal));
        var request = ModelRequest.Of(model.Requests[0].Options);
        (request.Purpose, request.AllowOffline).ShouldBe((UsagePurposes.Rerank, false));
        model.Requests[0].Options!.MaxOutputTokens.ShouldNotBeNull();
    }

    [Fact]
    public async Task Run_RerankOff_AsksForNoMoreThanItShows()
    {
        var model = new ScriptedChatClient(Scripts.Text("ok"));
        var config = Reranking with { Knowledge = Reranking.Knowledge with { Rerank = false } };
        await Turns.Over(model, Provider).RunAsync(Input(config, 0.9, 0.8));

        _asked.ShouldBe(2);
        model.Calls.ShouldBe(1);
    }

    [Fact]
    public async Task Run_FirstFarAhead_AsksNoModel()
    {
        var model = new ScriptedChatClient(Scripts.Text("ok"));
        var log = await Turns.Over(model, Provider).RunAsync(Input(Reranking, 0.9, 0.3, 0.2));

        model.Calls.ShouldBe(1);
        log.Of<RetrievalData>().Single().Citations.Select(source => source.Text).ShouldBe(["passage 0", "passage 1"]);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public async Task Run_NothingToChooseFrom_AsksNoModel(int found)
    {
        var model = new ScriptedChatClient(Scripts.Text("ok"));
        await Turns.Over(model, Provider).RunAsync(Input(Reranking, [.. Enumerable.Repeat(0.9, found)]));

        model.Calls.ShouldBe(1);
    }

    [Fact]
    public async Task Run_OfflineProvider_AsksNoModel()
    {
        var model = new ScriptedChatClient(Scripts.Text("ok"));
        await Turns.Over(model).RunAsync(Input(Reranking, 0.9, 0.8, 0.7));

        (model.Calls, _asked).ShouldBe((1, 2));
    }

    [Fact]
    public async Task Run_RerankFails_AnswersInTheOrderOfTheSearch()
    {
        var model = new ScriptedChatClient(Scripts.Fail(new LlmException(LlmErrorCodes.Unavailable, "no")), Scripts.Text("ok"));
        var log = await Turns.Over(model, Provider).RunAsync(Input(Reranking, 0.9, 0.8, 0.7));

        log.Result.Status.ShouldBe(MessageStatus.Complete);
        log.Of<RetrievalData>().Single().Citations.Select(source => source.Text).ShouldBe(["passage 0", "passage 1"]);
    }

    [Fact]
    public async Task Run_StoppedWhileReranking_EndsCancelled()
    {
        var model = new ScriptedChatClient(Scripts.TextThenHang("{"));
        using var stop = new CancellationTokenSource();
        var running = Turns.RunAsync(Turns.Over(model, Provider), Input(Reranking, 0.9, 0.8, 0.7), stop.Token);
        while (model.UpdatesGiven == 0)
        {
            await Task.Yield();
        }

        await stop.CancelAsync();

        (await running).Result.Status.ShouldBe(MessageStatus.Cancelled);
        (model.Calls, model.OpenStreams).ShouldBe((1, 0));
    }

    private TurnInput Input(AgentConfig config, params double[] scores) => Turns.Input("Who is the keeper of the lighthouse?", config, "any") with
    {
        Retrieve = (_, count, _, _) =>
        {
            _asked = count;
            ImmutableArray<SearchHit> hits =
                [.. Turns.Hits([.. scores.Select((_, i) => $"passage {i}")]).Select((hit, i) => hit with { Score = scores[i] })];
            return Task.FromResult<Outcome<SearchResult>>(new SearchResult(hits, 1, scores.FirstOrDefault()));
        },
    };
}
