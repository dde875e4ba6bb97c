using System.Text.Json;
using AgentGrid.Analytics;
using AgentGrid.Core.Llm.Metering;
using AgentGrid.Core.Sessions;
using AgentGrid.Grains.Hosting;
using AgentGrid.Grains.Tests.Hosting;
using AgentGrid.Grains.Tests.Sessions.Doubles;
using AgentGrid.Sessions;
using AgentGrid.Sessions.Events;
using AgentGrid.Storage.Sessions;
using AgentGrid.Storage.Usage;
using AgentGrid.Testing.Storage;
using AgentGrid.Users;
using Microsoft.Extensions.DependencyInjection;

namespace AgentGrid.Grains.Tests.Sessions;

public sealed class SessionGrainTests : IAsyncLifetime, IDisposable
{
    private readonly TempFolder _folder = new();
    private GrainHost _host = null!;

    public async Task InitializeAsync()
    {
        _host = await GrainHost.StartAsync(_folder);
        await _host.MakeAgentAsync();
    }

    [Fact]
    public async Task StartTurn_NewSession_StreamsAndKeepsTheAnswer()
    {
        var started = (await Start("ses_1", GrainHost.Message("trn_1"))).Value!;
        started.AgentVersion.ShouldBe(1);
        var events = await _host.WatchAsync("ses_1", "trn_1");
        events.Select(turnEvent => turnEvent.Name).ShouldBe([TurnEventNames.Started, TurnEventNames.Delta, TurnEventNames.Completed]);
        events.Select(turnEvent => turnEvent.Id).ShouldBe([1, 2, 3]);

        var messages = await MessagesAsync("ses_1");
        messages.Select(message => (message.Role, message.Content, message.Status, message.Seq)).ShouldBe(
        [
            (MessageRole.User, "Hello?", MessageStatus.Complete, 1),
            (MessageRole.Assistant, "Answer.", MessageStatus.Complete, 2),
        ]);
        messages[1].Model.ShouldBe("test/scripted");
        messages[1].Rejections.ShouldHaveSingleItem().Model.ShouldBe("test/first");
        messages[1].AgentVersion.ShouldBe(1);
    }

    [Fact]
    public async Task WatchTurn_AnyPosition_GivesTheSameSequence()
    {
        var script = _host.Pipeline.Script("trn_1");
        await Start("ses_1", GrainHost.Message("trn_1"));
        var live = _host.WatchAsync("ses_1", "trn_1");
        for (var i = 0; i < 200; i++)
        {
            script.TryWrite($"word{i} ");
            if (i % 20 == 0)
            {
                await Task.Yield();
            }
        }

        var second = _host.WatchAsync("ses_1", "trn_1", after: 7);
        script.Complete();
        var all = await live;
        all.Count.ShouldBe(202);
        all.Select(turnEvent => turnEvent.Id).ShouldBe(Enumerable.Range(1, 202).Select(id => (long)id));
        (await second).ShouldBe(all.Skip(7));
        (await _host.WatchAsync("ses_1", "trn_1", after: 150)).ShouldBe(all.Skip(150));
        (await _host.WatchAsync("ses_1", "trn_1", after: 202)).ShouldBeEmpty();
    }

    [Fact]
    public async Task StartTurn_SameTurnAgain_HasOneEffect()
    {
        await Start("ses_1", GrainHost.Message("trn_1"));
        await _host.WatchAsync("ses_1", "trn_1");
        (await Start("ses_1", GrainHost.Message("trn_1"))).Value!.TurnId.ShouldBe("trn_1");
        (await MessagesAsync("ses_1")).Count.ShouldBe(2);
        (await Start("ses_1", GrainHost.Message("trn_1", "Another text"))).Failure!.Code.ShouldBe(FailureCodes.IdempotencyKeyReused);
    }

    [Fact]
    public async Task StartTurn_WhileOneRuns_IsRefusedOrQueuedOrInterrupts()
    {
        var script = _host.Pipeline.Script("trn_1");
        await Start("ses_1", GrainHost.Message("trn_1"));
        script.TryWrite("so far");

        (await Start("ses_1", GrainHost.Message("trn_2", "2", newSession: false))).Failure!.Code.ShouldBe(FailureCodes.TurnInProgress);
        (await Start("ses_1", GrainHost.Message("trn_3", "3", newSession: false, WhenBusy.Queue))).Failure.ShouldBeNull();
        var queued = _host.WatchAsync("ses_1", "trn_3");
        script.Complete();
        (await queued)[^1].Name.ShouldBe(TurnEventNames.Completed);
        (await MessagesAsync("ses_1")).Select(message => message.Content).ShouldBe(["Hello?", "so far", "3", "Answer."]);
        _host.Pipeline.Inputs.Last().History.Select(message => message.Content).ShouldBe(["Hello?", "so far"]);

        var endless = _host.Pipeline.Script("trn_4");
        await Start("ses_1", GrainHost.Message("trn_4", "4", newSession: false));
        endless.TryWrite("never whole");
        await Shown("trn_4");
        (await Start("ses_1", GrainHost.Message("trn_5", "5", newSession: false, WhenBusy.Interrupt))).Failure.ShouldBeNull();
        await _host.WatchAsync("ses_1", "trn_5");
        var messages = await MessagesAsync("ses_1");
        messages.TakeLast(4).Select(message => (message.Content, message.Status)).ShouldBe(
        [
            ("4", MessageStatus.Complete),
            ("never whole", MessageStatus.Cancelled),
            ("5", MessageStatus.Complete),
            ("Answer.", MessageStatus.Complete),
        ]);
    }

    [Fact]
    public async Task StartTurn_InterruptsWhileOthersAreQueued_RunsNextAndTheyGoOnAfterIt()
    {
        _host.Pipeline.Script("trn_1").TryWrite("never whole");
        var interrupting = _host.Pipeline.Script("trn_4");
        await Start("ses_1", GrainHost.Message("trn_1"));
        await Shown("trn_1");
        (await Start("ses_1", GrainHost.Message("trn_2", "2", newSession: false, WhenBusy.Queue))).Failure.ShouldBeNull();
        (await Start("ses_1", GrainHost.Message("trn_3", "3", newSession: false, WhenBusy.Queue))).Failure.ShouldBeNull();
        var last = _host.WatchAsync("ses_1", "trn_3");

        (await Start("ses_1", GrainHost.Message("trn_4", "4", newSession: false, WhenBusy.Interrupt))).Failure.ShouldBeNull();
        interrupting.TryWrite("At once.");
        await Shown("trn_4");
        (await Start("ses_1", GrainHost.Message("trn_4", "4", newSession: false, WhenBusy.Interrupt))).Failure.ShouldBeNull("the same request again");
        interrupting.Complete();
        (await last)[^1].Name.ShouldBe(TurnEventNames.Completed);
        (await Start("ses_1", GrainHost.Message("trn_4", "4", newSession: false, WhenBusy.Interrupt))).Failure.ShouldBeNull("and later");

        (await MessagesAsync("ses_1")).Select(message => (message.Content, message.Status)).ShouldBe(
        [
            ("Hello?", MessageStatus.Complete),
            ("never whole", MessageStatus.Cancelled),
            ("4", MessageStatus.Complete),
            ("At once.", MessageStatus.Complete),
            ("2", MessageStatus.Complete),
            ("Answer.", MessageStatus.Complete),
            ("3", MessageStatus.Complete),
            ("Answer.", MessageStatus.Complete),
        ]);
    }

    [Fact]
    public async Task CancelTurn_Running_KeepsTheTextSoFar()
    {
        var script = _host.Pipeline.Script("trn_1");
        await Start("ses_1", GrainHost.Message("trn_1"));
        script.TryWrite("half an answer");
        await Shown("trn_1");
        (await _host.Session("ses_1").CancelTurnAsync(GrainHost.Alice, "trn_1")).Failure.ShouldBeNull();
        var answer = (await MessagesAsync("ses_1"))[1];
        answer.Status.ShouldBe(MessageStatus.Cancelled);
        (await _host.Session("ses_1").CancelTurnAsync(GrainHost.Alice, "trn_1")).Failure!.Code.ShouldBe(FailureCodes.TurnNotRunning);
        (await _host.Session("ses_1").CancelTurnAsync(GrainHost.Alice, "trn_x")).Failure!.Code.ShouldBe(FailureCodes.TurnNotFound);
    }

    [Fact]
    public async Task Restart_WhileATurnRuns_ClosesItInterruptedAndItCanBeContinued()
    {
        var script = _host.Pipeline.Script("trn_1");
        await Start("ses_1", GrainHost.Message("trn_1"));
        script.TryWrite("the beginning ");
        await Shown("trn_1");
        await _host.DisposeAsync();

        _host = await GrainHost.StartAsync(_folder);
        var events = await _host.WatchAsync("ses_1", "trn_1");
        events.Select(turnEvent => turnEvent.Name).ShouldBe([TurnEventNames.Started, TurnEventNames.Delta, TurnEventNames.Failed]);
        (await MessagesAsync("ses_1"))[1].Status.ShouldBe(MessageStatus.Interrupted);

        (await _host.Session("ses_1").ContinueTurnAsync(GrainHost.Alice, "trn_1", "trn_2")).Failure.ShouldBeNull();
        await _host.WatchAsync("ses_1", "trn_2");
        var input = _host.Pipeline.Inputs.ShouldHaveSingleItem();
        (input.Message, input.ContinueFrom).ShouldBe(("Hello?", "the beginning "));
        input.History.ShouldBeEmpty();
        (await _host.Session("ses_1").ContinueTurnAsync(GrainHost.Alice, "trn_2", "trn_3")).Failure!.Code
            .ShouldBe(FailureCodes.TurnNotContinuable);
        (await _host.Session("ses_1").ContinueTurnAsync(GrainHost.Alice, "trn_1", "trn_3")).Failure!.Detail.ShouldContain("trn_2");
        (await _host.Session("ses_1").ContinueTurnAsync(GrainHost.Alice, "trn_1", "trn_2")).Failure.ShouldBeNull("the same request again");
    }

    [Fact]
    public async Task Recover_TurnThatACrashLeftOpen_IsMeteredFromWhatIsStored()
    {
        // Without the sweep at the start, which would close what is not yet written.
        await _host.DisposeAsync();
        _host = await GrainHost.StartAsync(_folder, decorate: services =>
            services.Remove(services.Single(service => service.ImplementationType == typeof(MaintenanceService))));
        var store = _host.Services.GetRequiredService<ISessionStore>();
        var now = TimeProvider.System.GetUtcNow();
        await store.BeginTurnAsync(new NewTurn(
            "ses_9", "trn_9", "hash", "A question of some words", "msg_9", 1, "mine/model", [TurnEventCodec.Encode(1, new TurnStartedData("ses_9", "trn_9", 1, "mine/model"))], now,
            new NewSession("agt_1", 1, GrainHost.Alice.UserId, "Title", [])));
        NotedCall[] calls =
        [
            new(Calls.Of("use_1", "first", UsageOutcome.Failed), Running: false),
            new(Calls.Of("use_2", "second", UsageOutcome.Succeeded), Running: false),
            new(Calls.Of("use_3", "second"), Running: true),
        ];
        await store.AppendEventsAsync(
            "ses_9",
            "trn_9",
            [
                TurnEventCodec.Encode(2, new ToolCallData("c", "current_time", JsonSerializer.SerializeToElement(new { }))),
                TurnEventCodec.Encode(3, new ToolResultData("c", true, "noon", null)),
                TurnEventCodec.Encode(4, new DeltaData("Half an answer")),
            ],
            calls: [.. calls]);

        await _host.Session("ses_9").GetAsync(GrainHost.Alice);

        var answer = (await MessagesAsync("ses_9"))[1];
        (answer.Status, answer.Model).ShouldBe((MessageStatus.Interrupted, "mine/second"));
        var usage = answer.Usage.ShouldNotBeNull();
        usage.Calls.Select(call => (call.Model, call.Outcome, call.Estimated)).ShouldBe(
            [("first", UsageOutcome.Failed, false), ("second", UsageOutcome.Succeeded, false), ("second", UsageOutcome.Cancelled, true)]);
        usage.Calls.ShouldAllBe(call => call.InputTokens == 1_000 && call.CachedInputTokens == 400);
        usage.Calls.Select(call => call.OutputTokens > 0).ShouldBe([false, false, true]);
        (await _host.WatchAsync("ses_9", "trn_9"))[^2].Name.ShouldBe(TurnEventNames.Usage);
        var filter = new UsageFilter(UsageGrouping.Model, now.AddHours(-1), now.AddHours(1), null);
        var ledger = _host.Services.GetRequiredService<IUsageStore>();
        (await ledger.SumAsync(filter)).Select(group => (group.Key, group.Calls)).ShouldBe([("mine/first", 1L), ("mine/second", 2L)]);

        // What a crash between would repeat is booked once.
        await ledger.AppendAsync([.. calls.Select(call => call.Record)]);
        (await ledger.SumAsync(filter)).Sum(group => group.Calls).ShouldBe(3);
    }

    [Fact]
    public async Task AnyCall_OfAnotherUser_FindsNothing()
    {
        await Start("ses_1", GrainHost.Message("trn_1"));
        var session = _host.Session("ses_1");
        Failure?[] failures =
        [
            (await session.GetAsync(GrainHost.Bob)).Failure,
            (await session.ListMessagesAsync(GrainHost.Bob, 0, 10)).Failure,
            (await session.OpenTurnAsync(GrainHost.Bob, "trn_1", 0)).Failure,
            (await session.CancelTurnAsync(GrainHost.Bob, "trn_1")).Failure,
            (await session.ContinueTurnAsync(GrainHost.Bob, "trn_1", "trn_2")).Failure,
            (await session.RenameAsync(GrainHost.Bob, "mine")).Failure,
            (await session.DeleteAsync(GrainHost.Bob)).Failure,
            (await session.StartTurnAsync(GrainHost.Bob, GrainHost.Message("trn_2", newSession: false))).Failure,
        ];
        failures.ShouldAllBe(failure => failure != null && failure.Code == FailureCodes.SessionNotFound);
        (await Start("ses_2", GrainHost.Message("trn_3"), GrainHost.Bob)).Failure!.Code.ShouldBe(FailureCodes.AgentNotFound);
    }

    [Fact]
    public async Task StartTurn_TwoHundredAtOnce_EachIsInOrderOrRefused()
    {
        await Start("ses_1", GrainHost.Message("trn_first"));
        await _host.WatchAsync("ses_1", "trn_first");
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 200).Select(i => Task.Run(() =>
            Start("ses_1", GrainHost.Message($"trn_{i}", $"message {i}", newSession: false)))));
        var accepted = outcomes.Where(outcome => outcome.Succeeded).Select(outcome => outcome.Value!.TurnId).ToList();
        accepted.ShouldNotBeEmpty();
        outcomes.Where(outcome => !outcome.Succeeded).ShouldAllBe(outcome => outcome.Failure!.Code == FailureCodes.TurnInProgress);
        foreach (var turnId in accepted)
        {
            await _host.WatchAsync("ses_1", turnId);
        }

        var messages = await MessagesAsync("ses_1");
        messages.Count.ShouldBe(2 + (2 * accepted.Count));
        messages.Select(message => message.Seq).ShouldBe(Enumerable.Range(1, messages.Count).Select(seq => (long)seq));
        messages.Where(message => message.Role == MessageRole.User).Skip(1).Select(message => message.Content)
            .ShouldBe(accepted.Select(id => $"message {id[4..]}"), ignoreOrder: true);
    }

    [Fact]
    public async Task Delete_WhileATurnRuns_LeavesNothing()
    {
        _host.Pipeline.Script("trn_1").TryWrite("text");
        await Start("ses_1", GrainHost.Message("trn_1"));
        (await _host.Session("ses_1").DeleteAsync(GrainHost.Alice)).Failure.ShouldBeNull();
        (await _host.Session("ses_1").GetAsync(GrainHost.Alice)).Failure!.Code.ShouldBe(FailureCodes.SessionNotFound);
        (await _host.WatchAsync("ses_1", "trn_1")).ShouldBeEmpty();
    }

    public Task DisposeAsync() => _host.DisposeAsync().AsTask();

    public void Dispose() => _folder.Dispose();

    private Task<Outcome<TurnStarted>> Start(string sessionId, StartTurn command, Caller? caller = null) =>
        _host.Session(sessionId).StartTurnAsync(caller ?? GrainHost.Alice, command);

    /// <summary>Waits for the event after the turn's first.</summary>
    private ValueTask<TurnEvent> Shown(string turnId) =>
        _host.Session("ses_1").WatchTurnAsync(turnId, 1, CancellationToken.None).FirstAsync();

    private async Task<List<SessionMessage>> MessagesAsync(string sessionId) =>
        [.. (await _host.Session(sessionId).ListMessagesAsync(GrainHost.Alice, 0, 1_000)).Value!.Items];
}
