using System.Collections.Immutable;
using AgentGrid.Agents;
using AgentGrid.Analytics;
using AgentGrid.Core.Llm.Metering;
using AgentGrid.Sessions;
using AgentGrid.Storage.Sessions;
using AgentGrid.Storage.Tests.Backends;
using AgentGrid.Storage.Usage;

namespace AgentGrid.Storage.Tests.Sessions;

public abstract class TurnStoreTests(IStoreBackend backend) : SessionTest(backend)
{
    [SkippableFact]
    public async Task BeginTurnAsync_NewSession_StoresAllOfItTogether()
    {
        var begun = (await Store.BeginTurnAsync(Turn("s1", "t1", newSession: true))).ShouldSucceed();
        begun.Existing.ShouldBeFalse();
        (await Store.FindTurnAsync("s1", "t1")).ShouldBe(begun.Turn);

        var session = (await Store.FindAsync("s1")).ShouldNotBeNull();
        session.Session.ActiveTurnId.ShouldBe("t1");
        session.Session.MessageCount.ShouldBe(1);
        session.Inputs["k"].ShouldBe("v");
        var message = (await Store.ListMessagesAsync("s1", 0, 10)).Single();
        (message.Id, message.Seq, message.Role, message.Content, message.TurnId).ShouldBe(("msg-t1", 1L, MessageRole.User, "Hi", "t1"));
        (await Store.ReadEventsAsync("t1", 0)).ShouldBe(Events(1, 1));
    }

    [SkippableFact]
    public async Task BeginTurnAsync_WithImages_KeepsThemUntilTheSessionGoes()
    {
        (await Store.BeginTurnAsync(Turn("s1", "t1", newSession: true) with { Images = [Image("att_1"), Image("att_2")] })).ShouldSucceed();
        (await Store.BeginTurnAsync(Turn("s1", "t2", "Later") with { Queue = true, Images = [Image("att_3")] })).ShouldSucceed();
        (await Store.EndTurnAsync(End("s1", "t1", 2))).ShouldSucceed();
        (await Store.BeginQueuedTurnAsync("s1", "t2", [], Now)).ShouldSucceed();

        var messages = await Store.ListMessagesAsync("s1", 0, 10);
        messages[0].Attachments.ShouldBe([Image("att_1").Attachment, Image("att_2").Attachment]);
        messages[2].Attachments.ShouldBe([Image("att_3").Attachment]);
        (await Store.FindAttachmentAsync("s1", "att_2")).ShouldBe(Image("att_2"));
        (await Store.FindAttachmentAsync("other", "att_2")).ShouldBeNull();
        (await Store.ListAttachmentsAsync("s1")).Length.ShouldBe(3);
        (await Store.FindReferencedBlobsAsync(["blob-att_1", "blob-zz"])).ShouldBe(["blob-att_1"]);

        await Store.DeleteAsync("s1", Now);
        (await Store.FindReferencedBlobsAsync(["blob-att_1"])).ShouldBeEmpty();
    }

    [SkippableFact]
    public async Task BeginTurnAsync_AgentUnknownOrSessionUnknown_WritesNothing()
    {
        var turn = Turn("s1", "t1", newSession: true);
        (await Store.BeginTurnAsync(turn with { NewSession = turn.NewSession! with { AgentId = "zz" } })).ShouldFail(FailureCodes.AgentNotFound);
        (await Store.BeginTurnAsync(Turn("s1", "t1"))).ShouldFail(FailureCodes.SessionNotFound);
        (await Store.FindAsync("s1")).ShouldBeNull();
        (await Store.ListUnfinishedTurnsAsync(null, 10)).ShouldBeEmpty();
    }

    [SkippableFact]
    public async Task BeginTurnAsync_SessionThatWasDeleted_IsNotMadeAgain()
    {
        await TalkAsync("s1", "t1", "Hi", "Hello", newSession: true);
        await Store.DeleteAsync("s1", Now);
        (await Store.BeginTurnAsync(Turn("s1", "t1", newSession: true))).ShouldFail(FailureCodes.SessionNotFound).Detail.ShouldContain("deleted");
        (await Store.FindAsync("s1")).ShouldBeNull();
        (await Store.ListUnfinishedTurnsAsync(null, 10)).ShouldBeEmpty();

        await new Storage.Idempotency.IdempotencyStore(Database).PurgeAsync(Now.AddSeconds(1), 10);
        (await Store.BeginTurnAsync(Turn("s1", "t1", newSession: true))).ShouldSucceed();
    }

    [SkippableFact]
    public async Task BeginTurnAsync_SameTurnAgain_GivesTheStoredOne()
    {
        var first = (await Store.BeginTurnAsync(Turn("s1", "t1", newSession: true))).ShouldSucceed();
        var again = (await Store.BeginTurnAsync(Turn("s1", "t1", newSession: true))).ShouldSucceed();
        again.Existing.ShouldBeTrue();
        again.Turn.ShouldBe(first.Turn);
        (await Store.BeginTurnAsync(Turn("s1", "t1") with { RequestHash = "other" })).ShouldFail(FailureCodes.IdempotencyKeyReused);
        (await Store.ListMessagesAsync("s1", 0, 10)).Length.ShouldBe(1);
    }

    [SkippableFact]
    public async Task BeginTurnAsync_WhileOneRuns_IsRefusedAndLeavesNoTrace()
    {
        await Store.BeginTurnAsync(Turn("s1", "t1", newSession: true));
        (await Store.BeginTurnAsync(Turn("s1", "t2"))).ShouldFail(FailureCodes.TurnInProgress);
        (await Store.FindTurnAsync("s1", "t2")).ShouldBeNull();
        (await Store.ListMessagesAsync("s1", 0, 10)).Length.ShouldBe(1);

        await Store.EndTurnAsync(End("s1", "t1", 2));
        (await Store.BeginTurnAsync(Turn("s1", "t2"))).ShouldSucceed();
    }

    [SkippableFact]
    public async Task BeginTurnAsync_200ConcurrentWriters_EveryMessageInOrderOrRefused()
    {
        await TalkAsync("s1", "t0", "Hi", "Hello", newSession: true);
        var outcomes = await Task.WhenAll(Enumerable.Range(1, 200).Select(async i =>
        {
            var begun = await Store.BeginTurnAsync(Turn("s1", $"t{i}", $"m{i}"));
            if (begun.Succeeded)
            {
                (await Store.EndTurnAsync(End("s1", $"t{i}", 2))).ShouldSucceed();
            }

            return begun;
        }));

        var landed = outcomes.Count(outcome => outcome.Succeeded);
        landed.ShouldBePositive();
        outcomes.Where(outcome => !outcome.Succeeded).ShouldAllBe(outcome => outcome.Failure!.Code == FailureCodes.TurnInProgress);
        var messages = await Store.ListMessagesAsync("s1", 0, 1000);
        messages.Select(message => message.Seq).ShouldBe(Enumerable.Range(1, 2 + (2 * landed)).Select(seq => (long)seq));
        messages.Chunk(2).ShouldAllBe(pair => pair[0].Role == MessageRole.User && pair[1].TurnId == pair[0].TurnId);
    }

    [SkippableFact]
    public async Task BeginTurnAsync_Queue_WaitsWithItsMessageAndBeginsLater()
    {
        await Store.BeginTurnAsync(Turn("s1", "t1", newSession: true));
        var queued = (await Store.BeginTurnAsync(Turn("s1", "t2", "Later") with { Queue = true })).ShouldSucceed();
        queued.Turn.Status.ShouldBe(TurnStatus.Queued);
        (await Store.ListMessagesAsync("s1", 0, 10)).Length.ShouldBe(1);
        var waiting = (await Store.ListQueuedTurnsAsync("s1")).Single();
        (waiting.Id, waiting.Message, waiting.LastEventId).ShouldBe(("t2", "Later", 1));
        (await Store.ReadEventsAsync("t2", 0)).ShouldBe(Events(1, 1));
        (await Store.ListUnfinishedTurnsAsync(null, 10)).ShouldBe([new TurnKey("s1", "t1"), new TurnKey("s1", "t2")]);
        (await Store.BeginQueuedTurnAsync("s1", "t2", [], Now)).ShouldFail(FailureCodes.TurnInProgress);

        await Store.EndTurnAsync(End("s1", "t1", 2));
        var begun = (await Store.BeginQueuedTurnAsync("s1", "t2", Events(2, 1), Now.AddSeconds(5))).ShouldSucceed();
        (begun.Status, begun.Message, begun.LastEventId).ShouldBe((TurnStatus.Running, "Later", 2));
        (await Store.ListMessagesAsync("s1", 0, 10)).Select(message => message.TurnId).ShouldBe(["t1", "t1", "t2"]);
        (await Store.BeginQueuedTurnAsync("s1", "t2", Events(1, 1), Now)).ShouldFail(FailureCodes.TurnNotRunning);
        (await Store.BeginQueuedTurnAsync("s1", "t9", Events(1, 1), Now)).ShouldFail(FailureCodes.TurnNotFound);
    }

    [SkippableFact]
    public async Task BeginTurnAsync_BehindOthers_NeverBeginsAtOnce()
    {
        await TalkAsync("s1", "t0", "Hi", "Hello", newSession: true);
        (await Store.BeginTurnAsync(Turn("s1", "t1") with { Behind = true })).ShouldFail(FailureCodes.TurnInProgress);
        (await Store.BeginTurnAsync(Turn("s1", "t2") with { Behind = true, Queue = true })).ShouldSucceed().Turn.Status.ShouldBe(TurnStatus.Queued);
        (await Store.BeginTurnAsync(Turn("s1", "t2") with { Behind = true })).ShouldSucceed().Existing.ShouldBeTrue();
        (await Store.BeginTurnAsync(Turn("s1", "t1"))).ShouldSucceed().Turn.Status.ShouldBe(TurnStatus.Running);
    }

    [SkippableFact]
    public async Task BeginTurnAsync_Continuation_AddsNoMessageAndKeepsItsText()
    {
        await TalkAsync("s1", "t1", "Hi", "Half", newSession: true);
        var turn = Turn("s1", "t2", "Hi") with { UserMessageId = null, ContinuesTurnId = "t1" };
        (await Store.BeginTurnAsync(turn)).ShouldSucceed();
        var stored = (await Store.FindTurnAsync("s1", "t2")).ShouldNotBeNull();
        (stored.ContinuesTurnId, stored.Message, stored.UserMessageId).ShouldBe(("t1", "Hi", null));
        (await Store.ListMessagesAsync("s1", 0, 10)).Length.ShouldBe(2);
    }

    [SkippableFact]
    public async Task AppendEventsAsync_GapRepeatOrForeign_IsRefusedAndNothingStored()
    {
        await Store.BeginTurnAsync(Turn("s1", "t1", newSession: true));
        (await Store.AppendEventsAsync("s1", "t1", Events(2, 3))).ShouldSucceed();
        (await Store.AppendEventsAsync("s1", "t1", Events(2, 3))).ShouldFail(FailureCodes.VersionConflict);
        (await Store.AppendEventsAsync("s1", "t1", Events(6, 1))).ShouldFail(FailureCodes.VersionConflict);
        (await Store.AppendEventsAsync("s1", "t1", [.. Events(5, 1), .. Events(7, 1)])).ShouldFail(FailureCodes.VersionConflict);
        (await Store.AppendEventsAsync("s2", "t1", Events(5, 1))).ShouldFail(FailureCodes.TurnNotFound);
        (await Store.AppendEventsAsync("s1", "t9", Events(1, 1))).ShouldFail(FailureCodes.TurnNotFound);
        (await Store.AppendEventsAsync("s1", "t1", [])).ShouldSucceed();
        (await Store.ReadEventsAsync("t1", 0)).ShouldBe(Events(1, 4));
    }

    [SkippableFact]
    public async Task AppendEventsAsync_WithCalls_KeepsTheLastOfThem()
    {
        var turn = (await Store.BeginTurnAsync(Turn("s1", "t1", newSession: true))).ShouldSucceed().Turn;
        var session = (await Store.FindAsync("s1")).ShouldNotBeNull().Session;
        (await Store.ReadCallsAsync(session, turn)).ShouldBeEmpty();
        var call = new UsageRecord(
            "use_1", session.UserId, session.AgentId, turn.AgentVersion, "s1", "t1", UsagePurposes.Answer, "p", "m", 12, 3, 4, 1, 0.000_012_345m,
            true, UsageOutcome.Cancelled, 1.5, Now);
        var free = call with { Id = "use_2", CostUsd = 0m, CachedInputTokens = 0, Estimated = false, Outcome = UsageOutcome.Succeeded };
        ImmutableArray<NotedCall> running = [new(free, Running: false), new(call, Running: true)];
        (await Store.AppendEventsAsync("s1", "t1", [], calls: running)).ShouldSucceed();
        (await Store.ReadCallsAsync(session, turn)).ShouldBe(running);

        ImmutableArray<NotedCall> ended = [new(free, Running: false), new(call with { Outcome = UsageOutcome.Failed, CostUsd = null }, Running: false)];
        (await Store.AppendEventsAsync("s1", "t1", Events(2, 1), calls: ended)).ShouldSucceed();
        (await Store.AppendEventsAsync("s1", "t1", Events(3, 1))).ShouldSucceed();
        (await Store.ReadCallsAsync(session, turn)).ShouldBe(ended);
        (await Store.AppendEventsAsync("s1", "t1", Events(3, 1), calls: [])).ShouldFail(FailureCodes.VersionConflict);
        (await Store.AppendEventsAsync("s2", "t1", [], calls: [])).ShouldFail(FailureCodes.TurnNotFound);
        (await Store.ReadCallsAsync(session, turn)).ShouldBe(ended);

        (await Store.EndTurnAsync(End("s1", "t1", 4))).ShouldSucceed();
        (await Store.AppendEventsAsync("s1", "t1", [], calls: running)).ShouldFail(FailureCodes.TurnNotRunning);
    }

    [SkippableFact]
    public async Task AppendEventsAsync_SameBatchByMany_IsStoredOnce()
    {
        await Store.BeginTurnAsync(Turn("s1", "t1", newSession: true));
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 20).Select(async i =>
            await Store.AppendEventsAsync("s1", "t1", Events(2, (i % 3) + 1))));
        outcomes.Count(outcome => outcome.Succeeded).ShouldBe(1);
        var stored = await Store.ReadEventsAsync("t1", 0);
        stored.Select(item => item.Id).ShouldBe(Enumerable.Range(1, stored.Length).Select(id => (long)id));
    }

    [SkippableTheory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(1000)]
    public async Task ReadEventsAsync_FromAnyPoint_GivesOneSequence(int limit)
    {
        await Store.BeginTurnAsync(Turn("s1", "t1", newSession: true));
        long next = 2;
        for (var size = 1; size <= 12; size++)
        {
            await Store.AppendEventsAsync("s1", "t1", Events(next, size));
            next += size;
        }

        var all = Events(1, (int)next - 1);
        for (var from = 0; from < next; from += 7)
        {
            var read = new List<TurnEvent>();
            while (true)
            {
                var page = await Store.ReadEventsAsync("t1", from + read.Count, limit);
                page.Length.ShouldBeLessThanOrEqualTo(limit);
                if (page.Length == 0)
                {
                    break;
                }

                read.AddRange(page);
            }

            read.ShouldBe(all.Skip(from));
        }
    }

    [SkippableFact]
    public async Task ReadEventsAsync_AnyText_ComesBackExactly()
    {
        await Store.BeginTurnAsync(Turn("s1", "t1", newSession: true));
        TurnEvent[] events =
        [
            new(2, "delta", "{\"text\":\"\\u0000 \n line \r\n 😀 " + new string('x', 300_000) + "\"}"),
            new(3, "", ""),
        ];
        (await Store.AppendEventsAsync("s1", "t1", events)).ShouldSucceed();
        (await Store.ReadEventsAsync("t1", 1)).ShouldBe(events);
    }

    [SkippableFact]
    public async Task EndTurnAsync_Running_StoresAnswerEventsAndUsageTogether()
    {
        await Store.BeginTurnAsync(Turn("s1", "t1", newSession: true));
        var usage = new UsageRecord(
            "use1", "u1", "a1", 1, "s1", "t1", UsagePurposes.Answer, "p", "m", 1, 0, 1, 0, 0.5m, false, UsageOutcome.Succeeded, 1, Now);
        var end = End("s1", "t1", 2) with { Usage = [usage] };
        (await Store.EndTurnAsync(end)).ShouldSucceed();
        var turn = (await Store.FindTurnAsync("s1", "t1")).ShouldNotBeNull();
        (turn.Status, turn.AnswerMessageId, turn.LastEventId, turn.EndedAt)
            .ShouldBe((TurnStatus.Complete, end.Answer!.Id, 3, Now.AddSeconds(1)));

        var answer = (await Store.FindMessageAsync("s1", end.Answer.Id)).ShouldNotBeNull();
        answer.Seq.ShouldBe(2);
        answer.Citations.ShouldBe(end.Answer.Citations);
        answer.Rejections.ShouldBe(end.Answer.Rejections);
        answer.Attachments.ShouldBe(end.Answer.Attachments);
        answer.ToolCalls.ShouldBe(end.Answer.ToolCalls);
        answer.Usage!.TotalCostUsd.ShouldBe(0.000_1m);
        answer.FinishReason.ShouldBe(FinishReasons.Stop);
        (await Store.FindAsync("s1"))!.Session.ActiveTurnId.ShouldBeNull();
        (await Store.ListUnfinishedTurnsAsync(null, 10)).ShouldBeEmpty();
        (await new UsageStore(Database).SumAsync(new UsageFilter(UsageGrouping.User, Now, Now.AddDays(1)))).Single().CostUsd.ShouldBe(0.5m);
    }

    [SkippableFact]
    public async Task EndTurnAsync_EventsDoNotFollow_UndoesAllOfIt()
    {
        await Store.BeginTurnAsync(Turn("s1", "t1", newSession: true));
        (await Store.EndTurnAsync(End("s1", "t1", 5))).ShouldFail(FailureCodes.VersionConflict);
        (await Store.FindTurnAsync("s1", "t1"))!.Status.ShouldBe(TurnStatus.Running);
        (await Store.ListMessagesAsync("s1", 0, 10)).Length.ShouldBe(1);
    }

    [SkippableFact]
    public async Task EndTurnAsync_ByMany_EndsOnce()
    {
        await Store.BeginTurnAsync(Turn("s1", "t1", newSession: true));
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 10).Select(async _ => await Store.EndTurnAsync(End("s1", "t1", 2))));
        outcomes.Count(outcome => outcome.Succeeded).ShouldBe(1);
        outcomes.Where(outcome => !outcome.Succeeded).ShouldAllBe(outcome => outcome.Failure!.Code == FailureCodes.TurnNotRunning);
        (await Store.ListMessagesAsync("s1", 0, 10)).Length.ShouldBe(2);
        (await Store.AppendEventsAsync("s1", "t1", Events(4, 1))).ShouldFail(FailureCodes.TurnNotRunning);
        (await Store.EndTurnAsync(End("s1", "t9", 1))).ShouldFail(FailureCodes.TurnNotFound);
    }

    [SkippableFact]
    public async Task EndTurnAsync_NeverBegan_KeepsItsMessageAndAnswer()
    {
        await Store.BeginTurnAsync(Turn("s1", "t1", newSession: true));
        await Store.BeginTurnAsync(Turn("s1", "t2", "Later") with { Queue = true, Images = [Image("att_1")] });
        var end = End("s1", "t2", 2) with { Status = TurnStatus.Cancelled, NeverBegan = true };
        (await Store.EndTurnAsync(end with { TurnId = "t1" })).ShouldFail(FailureCodes.TurnNotRunning);
        (await Store.EndTurnAsync(end)).ShouldSucceed();
        (await Store.EndTurnAsync(end)).ShouldFail(FailureCodes.TurnNotRunning);

        var messages = await Store.ListMessagesAsync("s1", 1, 10);
        messages.Select(message => (message.Id, message.Content, message.TurnId)).ShouldBe([("msg-t2", "Later", "t2"), (end.Answer!.Id, "Hello", "t2")]);
        messages[0].Attachments.ShouldBe([Image("att_1").Attachment]);
        (await Store.FindTurnAsync("s1", "t1")).ShouldNotBeNull().Status.ShouldBe(TurnStatus.Running);
    }

    [SkippableFact]
    public async Task EndTurnAsync_QueuedOrEmpty_EndsWithoutAnswer()
    {
        await Store.BeginTurnAsync(Turn("s1", "t1", newSession: true));
        await Store.BeginTurnAsync(Turn("s1", "t2", "Later") with { Queue = true });
        var end = new EndedTurn("s1", "t2", TurnStatus.Cancelled, Events(2, 1), null, [], Now);
        (await Store.EndTurnAsync(end)).ShouldSucceed();
        (await Store.FindTurnAsync("s1", "t2")).ShouldNotBeNull().Message.ShouldBe("Later");
        (await Store.ReadEventsAsync("t2", 0)).Length.ShouldBe(2);
        (await Store.ListQueuedTurnsAsync("s1")).ShouldBeEmpty();
    }

    [SkippableFact]
    public async Task ListUnfinishedTurnsOfAgentAsync_Several_NamesThatAgentsOnly()
    {
        await new Storage.Agents.AgentStore(Database).CreateAsync(
            new Storage.Agents.NewAgent("a2", "A", null, "u1", new AgentConfig(), Now));
        await Store.BeginTurnAsync(Turn("s1", "t1", newSession: true));
        var other = Turn("s2", "t2", newSession: true);
        await Store.BeginTurnAsync(other with { NewSession = other.NewSession! with { AgentId = "a2" } });
        (await Store.ListUnfinishedTurnsOfAgentAsync("a2", 10)).ShouldBe([new TurnKey("s2", "t2")]);
    }

    [SkippableFact]
    public async Task ListUnfinishedTurnsAsync_MoreThanAPage_ListsEachOnceAlsoBehindOneThatEnded()
    {
        for (var i = 1; i <= 5; i++)
        {
            await Store.BeginTurnAsync(Turn($"s{i}", $"t{i}", newSession: true) with { StartedAt = Now.AddSeconds(-i / 2) });
        }

        var first = await Store.ListUnfinishedTurnsAsync(null, 2);
        await Store.EndTurnAsync(End(first[^1].SessionId, first[^1].TurnId, 2));
        var second = await Store.ListUnfinishedTurnsAsync(first[^1].TurnId, 2);
        var third = await Store.ListUnfinishedTurnsAsync(second[^1].TurnId, 2);

        (await Store.ListUnfinishedTurnsAsync(third[^1].TurnId, 2)).ShouldBeEmpty();
        string[] listed = [.. first.Concat(second).Concat(third).Select(turn => turn.TurnId)];
        listed.ShouldBe(["t4", "t5", "t2", "t3", "t1"], "oldest first");
    }

    [SkippableFact]
    public async Task Turns_AfterReopening_AreAllThere()
    {
        await Store.BeginTurnAsync(Turn("s1", "t1", newSession: true));
        await Store.AppendEventsAsync("s1", "t1", Events(2, 5));
        await ReopenAsync();
        (await Store.ReadEventsAsync("t1", 0)).ShouldBe(Events(1, 6));
        (await Store.ListUnfinishedTurnsAsync(null, 10)).ShouldBe([new TurnKey("s1", "t1")]);
    }
}
