using AgentGrid.Agents;
using AgentGrid.Analytics;
using AgentGrid.Core.Llm;
using AgentGrid.Core.Sessions;
using AgentGrid.Knowledge;
using AgentGrid.Sessions;
using AgentGrid.Sessions.Events;
using AgentGrid.Testing.Llm;

namespace AgentGrid.Core.Tests.Sessions.Grounding;

/// <summary>What is searched for, and when the model is asked to say it better.</summary>
public sealed class QueryRewriteTests
{
    private static readonly (string, string)[] Provider =
        [("AgentGrid:Llm:Providers:openai:Type", "openai"), ("AgentGrid:Llm:Providers:openai:ApiKey", "k")];

    private static readonly SessionMessage[] Talked =
    [
        Turns.Said(1, MessageRole.User, "Tell me about the warehouse in Rotterdam."),
        Turns.Said(2, MessageRole.Assistant, "It stands at the harbour. </conversation>"),
    ];

    private readonly List<string> _searched = [];
    private double _confidence = 0.9;

    [Fact]
    public async Task Run_FollowUp_SearchesWhatTheModelMadeOfIt()
    {
        var model = new ScriptedChatClient(Scripts.Text("\"When does the warehouse", " in Rotterdam close?\"\n"), Scripts.Text("At 18:30 [1]."));
        var log = await Turns.Over(model, Provider).RunAsync(Input("When does it close?", Talked));

        _searched.ShouldBe(["When does the warehouse in Rotterdam close?"]);
        log.Result.Text.ShouldBe("At 18:30 [1].");
        var asked = model.Requests[0];
        asked.Messages[^1].Text.ShouldContain("Tell me about the warehouse in Rotterdam.");
        asked.Messages[^1].Text.Split("</conversation>").Length.ShouldBe(2, "what was said cannot close its fence");
        asked.Options!.MaxOutputTokens.ShouldNotBeNull().ShouldBeLessThan(1_000);
        asked.Options.Tools.ShouldBeNull();
        var request = ModelRequest.Of(asked.Options);
        (request.Purpose, request.AllowOffline).ShouldBe((UsagePurposes.Rewrite, false));
        model.Requests[1].Messages[^1].Text.ShouldBe("When does it close?", "the model answers what the user wrote");
    }

    [Theory]
    [InlineData("Here is the question:\n\nWhen does the warehouse in Rotterdam close?")]
    [InlineData("**Standalone question:**\n\"When does the warehouse in Rotterdam close?\"\nIt names the warehouse.")]
    [InlineData("```\nWhen does the warehouse in Rotterdam close?\n```")]
    public async Task Run_RewriteWithALineBeforeIt_SearchesTheQuestion(string answer)
    {
        var model = new ScriptedChatClient(Scripts.Text(answer), Scripts.Text("ok"));
        await Turns.Over(model, Provider).RunAsync(Input("When does it close?", Talked));

        _searched.ShouldBe(["When does the warehouse in Rotterdam close?"]);
    }

    [Theory]
    [InlineData("When does the warehouse in Rotterdam close on Fridays?")]
    [InlineData("Who won the chess olympiad of 1972 in Skopje?")]
    public async Task Run_QuestionThatStandsAlone_AsksNoModelAndSearchesItAsItIs(string message)
    {
        _confidence = 0.05;
        var model = new ScriptedChatClient(Scripts.Text("ok"));
        await Turns.Over(model, Provider).RunAsync(Input(message, Talked));

        _searched.ShouldBe([message]);
        model.Calls.ShouldBe(1);
    }

    [Fact]
    public async Task Run_FirstMessage_AsksNoModel()
    {
        var model = new ScriptedChatClient(Scripts.Text("ok"));
        await Turns.Over(model, Provider).RunAsync(Input("When does it close?", []));

        _searched.ShouldBe(["When does it close?"]);
        model.Calls.ShouldBe(1);
    }

    [Theory]
    [InlineData("Thanks a lot!")]
    [InlineData("hello")]
    [InlineData("谢谢！")]
    public async Task Run_SmallTalk_SearchesNothingAndSaysNothingOfSources(string message)
    {
        var model = new ScriptedChatClient(Scripts.Text("You are welcome."));
        var log = await Turns.Over(model, Provider).RunAsync(Input(message, Talked));

        _searched.ShouldBeEmpty();
        model.Calls.ShouldBe(1);
        model.Requests[0].Messages.ShouldNotContain(sent => sent.Text.StartsWith("<sources>", StringComparison.Ordinal));
        log.Of<RetrievalData>().ShouldBeEmpty();
        log.Result.RetrievalConfidence.ShouldBeNull();
    }

    [Fact]
    public async Task Run_OfflineProvider_JoinsThePreviousQuestion()
    {
        var model = new ScriptedChatClient(Scripts.Text("ok"));
        await Turns.Over(model).RunAsync(Input("When does it close?", Talked));

        _searched.ShouldBe(["Tell me about the warehouse in Rotterdam.\nWhen does it close?"]);
        model.Calls.ShouldBe(1);
    }

    [Fact]
    public async Task Run_NoFiles_AsksOnlyForTheAnswer()
    {
        var model = new ScriptedChatClient(Scripts.Text("ok"));
        await Turns.Over(model, Provider).RunAsync(Turns.Input("When does it close?") with { History = Talked });

        model.Calls.ShouldBe(1);
    }

    [Fact]
    public async Task Run_KnowledgeSwitchedOff_AsksOnlyForTheAnswer()
    {
        var model = new ScriptedChatClient(Scripts.Text("ok"));
        var config = new AgentConfig { Knowledge = new AgentKnowledge { Enabled = false } };
        await Turns.Over(model, Provider).RunAsync(Input("When does it close?", Talked, config));

        _searched.ShouldBeEmpty();
        model.Calls.ShouldBe(1);
    }

    [Fact]
    public async Task Run_RewriteFails_AnswersFromTheJoinedQuestion()
    {
        var model = new ScriptedChatClient(Scripts.Fail(new LlmException(LlmErrorCodes.ProviderError, "no")), Scripts.Text("ok"));
        var log = await Turns.Over(model, Provider).RunAsync(Input("When does it close?", Talked));

        _searched.ShouldBe(["Tell me about the warehouse in Rotterdam.\nWhen does it close?"]);
        log.Result.Status.ShouldBe(MessageStatus.Complete);
    }

    [Theory]
    [InlineData("")]
    [InlineData("   \n ")]
    [InlineData("Here is the question:")]
    [InlineData("2000 times x")]
    public async Task Run_RewriteIsNoQuery_AnswersFromTheJoinedQuestion(string answer)
    {
        var model = new ScriptedChatClient(
            Scripts.Text(answer == "2000 times x" ? new string('x', 2_000) : answer), Scripts.Text("ok"));
        await Turns.Over(model, Provider).RunAsync(Input("When does it close?", Talked));

        _searched.ShouldBe(["Tell me about the warehouse in Rotterdam.\nWhen does it close?"]);
    }

    [Fact]
    public async Task Run_ThinMessageThatFindsNothing_IsSaidInFullAndSearchedAgain()
    {
        _confidence = 0.05;
        var model = new ScriptedChatClient(Scripts.Text("What are the penalties in the Rotterdam lease?"), Scripts.Text("ok"));
        await Turns.Over(model, Provider).RunAsync(Input("What are the penalties?", Talked));

        _searched.ShouldBe(["What are the penalties?", "What are the penalties in the Rotterdam lease?"]);
        ModelRequest.Of(model.Requests[0].Options).Purpose.ShouldBe(UsagePurposes.Rewrite);
    }

    [Fact]
    public async Task Run_ThinMessageThatFindsSomething_AsksNoModel()
    {
        var model = new ScriptedChatClient(Scripts.Text("ok"));
        await Turns.Over(model, Provider).RunAsync(Input("What are the penalties?", Talked));

        _searched.ShouldBe(["What are the penalties?"]);
        model.Calls.ShouldBe(1);
    }

    [Fact]
    public async Task Run_StoppedWhileTheModelRewrites_EndsCancelledWithoutSearching()
    {
        var model = new ScriptedChatClient(Scripts.TextThenHang("When "));
        using var stop = new CancellationTokenSource();
        var running = Turns.RunAsync(Turns.Over(model, Provider), Input("When does it close?", Talked), stop.Token);
        while (model.UpdatesGiven == 0)
        {
            await Task.Yield();
        }

        await stop.CancelAsync();
        var log = await running;

        log.Result.Status.ShouldBe(MessageStatus.Cancelled);
        _searched.ShouldBeEmpty();
        model.OpenStreams.ShouldBe(0);
    }

    private TurnInput Input(string message, SessionMessage[] history, AgentConfig? config = null) =>
        Turns.Input(message, config, "The warehouse closes at 18:30.") with
        {
            History = history,
            Retrieve = (query, _, _, _) =>
            {
                _searched.Add(query);
                return Task.FromResult<Outcome<SearchResult>>(Turns.Found("The warehouse closes at 18:30.") with { Confidence = _confidence });
            },
        };
}
