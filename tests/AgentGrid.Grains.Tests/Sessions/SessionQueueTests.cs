using AgentGrid.Core.Sessions;
using AgentGrid.Grains.Tests.Hosting;
using AgentGrid.Grains.Tests.Sessions.Doubles;
using AgentGrid.Sessions;
using AgentGrid.Sessions.Events;
using AgentGrid.Storage.Sessions;
using AgentGrid.Testing.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace AgentGrid.Grains.Tests.Sessions;

/// <summary>Messages that wait for those before them, and turns that nobody runs any more.</summary>
public sealed class SessionQueueTests : IAsyncLifetime, IDisposable
{
    private const int LongestQueue = 16;
    private readonly TempFolder _folder = new();
    private GrainHost _host = null!;

    private ISessionGrain Session => _host.Session("ses_1");

    private UnsteadyStore Store => (UnsteadyStore)_host.Services.GetRequiredService<ISessionStore>();

    public async Task InitializeAsync()
    {
        await StartAsync();
        await _host.MakeAgentAsync();
    }

    [Fact]
    public async Task StartTurn_BetweenTwoQueuedTurns_WaitsBehindThemAndHarmsNone()
    {
        var first = _host.Pipeline.Script("trn_1");
        await AcceptAsync("trn_1");
        await QueueAsync("trn_2");
        var let = new TaskCompletionSource();
        var stored = Store.HoldEnd("trn_1", let.Task);
        first.Complete();
        await stored;

        // In the store nothing runs now, and the grain does not know yet.
        await QueueAsync("trn_3");
        (await StartAsync("trn_4", WhenBusy.Reject)).Failure!.Code.ShouldBe(FailureCodes.TurnInProgress);
        let.SetResult();
        foreach (var turn in new[] { "trn_1", "trn_2", "trn_3" })
        {
            (await _host.WatchAsync("ses_1", turn))[^1].Name.ShouldBe(TurnEventNames.Completed, turn);
        }

        (await MessagesAsync()).ShouldBe(["trn_1", "", "trn_2", "Answer.", "trn_3", "Answer."]);
        (await StartAsync("trn_4", WhenBusy.Reject)).Failure.ShouldBeNull("nothing waits any more");
    }

    [Fact]
    public async Task Restart_WhileMessagesWait_AnswersAllInTheirOrder()
    {
        _host.Pipeline.Script("trn_0").TryWrite("never whole");
        await AcceptAsync("trn_0");
        await ShownAsync("trn_0");
        for (var i = 1; i <= LongestQueue; i++)
        {
            await QueueAsync($"trn_{i}");
        }

        await _host.DisposeAsync();
        await StartAsync(pipeline => pipeline.Script("trn_1"));
        (await StartAsync("trn_99", WhenBusy.Reject)).Failure!.Code.ShouldBe(FailureCodes.TurnInProgress, "it would overtake");
        await ConditionAsync(async () => (await Session.GetAsync(GrainHost.Alice)).Value!.ActiveTurnId == "trn_1");
        await QueueAsync("trn_17");
        (await StartAsync("trn_18", WhenBusy.Queue)).Failure!.Code.ShouldBe(FailureCodes.QueueFull);
        var last = _host.WatchAsync("ses_1", "trn_17");
        _host.Pipeline.Script("trn_1").Complete();
        (await last).Select(shown => shown.Name).ShouldBe([TurnEventNames.Started, TurnEventNames.Delta, TurnEventNames.Completed]);

        var messages = await AllMessagesAsync();
        messages.Where(message => message.Role == MessageRole.User).Select(message => message.Content)
            .ShouldBe(Enumerable.Range(0, LongestQueue + 2).Select(i => $"trn_{i}"));
        messages.Where(message => message.Status != MessageStatus.Complete).ShouldHaveSingleItem().Content.ShouldBe("never whole");
    }

    [Fact]
    public async Task StartTurn_Queued_IsListedAndWatchedAndCanBeCancelled()
    {
        var running = _host.Pipeline.Script("trn_1");
        await AcceptAsync("trn_1");
        await QueueAsync("trn_2");
        await QueueAsync("trn_3");
        (await Session.GetAsync(GrainHost.Alice)).Value!.QueuedTurns!.Value.Select(turn => (turn.TurnId, turn.Message))
            .ShouldBe([("trn_2", "trn_2"), ("trn_3", "trn_3")]);
        (await ShownAsync("trn_2", after: 0)).Name.ShouldBe(TurnEventNames.Started, "its ids are known before it begins");

        var watched = _host.WatchAsync("ses_1", "trn_2");
        (await Session.CancelTurnAsync(GrainHost.Alice, "trn_2")).Failure.ShouldBeNull();
        var events = await watched;
        events.Select(shown => (shown.Id, shown.Name)).ShouldBe([(1, TurnEventNames.Started), (2, TurnEventNames.Completed)]);
        running.Complete();
        await _host.WatchAsync("ses_1", "trn_3");

        var messages = (await AllMessagesAsync()).Where(message => message.TurnId == "trn_2").ToList();
        messages.Select(message => (message.Role, message.Content, message.Status)).ShouldBe(
            [(MessageRole.User, "trn_2", MessageStatus.Complete), (MessageRole.Assistant, "", MessageStatus.Cancelled)]);
        ((TurnCompletedData)TurnEventCodec.Decode(events[1])).MessageId.ShouldBe(messages[1].Id);
        (await Session.GetAsync(GrainHost.Alice)).Value!.QueuedTurns!.Value.ShouldBeEmpty();
    }

    [Fact]
    public async Task StartTurn_FinishedOneAgainWhileTheQueueIsFull_GivesIt()
    {
        await AcceptAsync("trn_done");
        await _host.WatchAsync("ses_1", "trn_done");
        _host.Pipeline.Script("trn_0");
        for (var i = 0; i <= LongestQueue; i++)
        {
            await QueueAsync($"trn_{i}");
        }

        (await StartAsync("trn_18", WhenBusy.Queue)).Failure!.Code.ShouldBe(FailureCodes.QueueFull);
        (await StartAsync("trn_done", WhenBusy.Queue)).Value!.TurnId.ShouldBe("trn_done");
        (await StartAsync("trn_3", WhenBusy.Queue)).Value!.TurnId.ShouldBe("trn_3");
    }

    [Fact]
    public async Task AnyCall_AfterTheStoreWasGone_FindsTheTurnClosed()
    {
        var script = _host.Pipeline.Script("trn_1");
        await AcceptAsync("trn_1");
        script.TryWrite("so far");
        await ShownAsync("trn_1");
        var watched = _host.WatchAsync("ses_1", "trn_1");
        Store.Down = true;
        script.TryWrite(", and lost");
        await ConditionAsync(() => Task.FromResult(_host.Pipeline.Ended.Contains("trn_1")));
        Store.Down = false;

        (await Session.ContinueTurnAsync(GrainHost.Alice, "trn_1", "trn_2")).Failure.ShouldBeNull();
        (await watched)[^1].Name.ShouldBe(TurnEventNames.Failed);
        (await _host.WatchAsync("ses_1", "trn_2"))[^1].Name.ShouldBe(TurnEventNames.Completed);
        (await MessagesAsync()).ShouldBe(["trn_1", "so far", "Answer."]);
    }

    [Fact]
    public async Task Queue_AfterTheStoreWasGone_GoesOnByItself()
    {
        var script = _host.Pipeline.Script("trn_1");
        await AcceptAsync("trn_1");
        await QueueAsync("trn_2");
        Store.Down = true;
        script.TryWrite("lost");
        await ConditionAsync(() => Task.FromResult(_host.Pipeline.Ended.Contains("trn_1")));
        Store.Down = false;
        (await _host.WatchAsync("ses_1", "trn_2"))[^1].Name.ShouldBe(TurnEventNames.Completed);
    }

    [Fact]
    public async Task ContinueTurn_AfterNewerMessages_IsRefused()
    {
        _host.Pipeline.Script("trn_1").TryWrite("half");
        await AcceptAsync("trn_1");
        await ShownAsync("trn_1");
        await _host.DisposeAsync();
        await StartAsync();
        await AcceptAsync("trn_2");
        await _host.WatchAsync("ses_1", "trn_2");

        var refused = (await Session.ContinueTurnAsync(GrainHost.Alice, "trn_1", "trn_3")).Failure.ShouldNotBeNull();
        refused.Code.ShouldBe(FailureCodes.TurnNotContinuable);
        refused.Detail.ShouldContain("trn_2");
        (await AllMessagesAsync()).Count.ShouldBe(4);
    }

    [Fact]
    public async Task OpenTurn_AfterAnEventThatIsNot_IsRefused()
    {
        _host.Pipeline.Script("trn_1");
        await AcceptAsync("trn_1");
        (await Session.OpenTurnAsync(GrainHost.Alice, "trn_1", 1)).Failure.ShouldBeNull();
        (await Session.OpenTurnAsync(GrainHost.Alice, "trn_1", 2)).Failure!.Code.ShouldBe(FailureCodes.InvalidRequest);
        (await Session.OpenTurnAsync(GrainHost.Alice, "trn_1", long.MaxValue)).Failure!.Code.ShouldBe(FailureCodes.InvalidRequest);
    }

    public Task DisposeAsync() => _host.DisposeAsync().AsTask();

    public void Dispose() => _folder.Dispose();

    private async Task StartAsync(Action<ScriptedPipeline>? prepare = null) =>
        _host = await GrainHost.StartAsync(_folder, decorate: UnsteadyStore.Use, prepare: prepare);

    private async Task<Outcome<TurnStarted>> StartAsync(string turnId, WhenBusy whenBusy) => await Session.StartTurnAsync(
        GrainHost.Alice, GrainHost.Message(turnId, turnId, newSession: (await Session.GetAsync(GrainHost.Alice)).Failure is not null, whenBusy));

    private async Task AcceptAsync(string turnId) => (await StartAsync(turnId, WhenBusy.Reject)).Failure.ShouldBeNull();

    private async Task QueueAsync(string turnId) => (await StartAsync(turnId, WhenBusy.Queue)).Failure.ShouldBeNull();

    private ValueTask<TurnEvent> ShownAsync(string turnId, long after = 1) =>
        Session.WatchTurnAsync(turnId, after, CancellationToken.None).FirstAsync();

    private async Task<IReadOnlyList<SessionMessage>> AllMessagesAsync() =>
        (await Session.ListMessagesAsync(GrainHost.Alice, 0, 1_000)).Value!.Items;

    private async Task<IEnumerable<string>> MessagesAsync() => (await AllMessagesAsync()).Select(message => message.Content);

    private static async Task ConditionAsync(Func<Task<bool>> condition)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60), TimeProvider.System);
        while (!await condition())
        {
            await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System, limit.Token);
        }
    }
}
