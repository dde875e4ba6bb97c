using System.Collections.Immutable;
using AgentGrid.Agents;
using AgentGrid.Core.Sessions;
using AgentGrid.Sessions;
using AgentGrid.Storage;
using AgentGrid.Storage.Sessions;
using AgentGrid.Users;

namespace AgentGrid.Grains.Sessions;

/// <summary>The life of a turn: begun or queued, run, ended, and closed after a crash.</summary>
internal sealed partial class SessionGrain
{
    public async Task RecoverAsync()
    {
        if (_running is null)
        {
            await CloseInterruptedAsync();
        }
    }

    /// <summary>Closes the turn that a crash left open, and begins the next.</summary>
    /// <returns>Whether there is a session.</returns>
    private async Task<bool> CloseInterruptedAsync()
    {
        if (await CloseOpenAsync() is not { } session)
        {
            return false;
        }

        await BeginNextAsync(session);
        return true;
    }

    /// <summary>Closes the turn that nobody runs.</summary>
    /// <returns>The session; null when there is none.</returns>
    private async Task<StoredSession?> CloseOpenAsync()
    {
        if (await store.FindAsync(Id) is not { } session)
        {
            return null;
        }

        if (session.Session.ActiveTurnId is { } turnId && await store.FindTurnAsync(Id, turnId) is { } turn)
        {
            LogRecovered(logger, Id, turnId);
            var calls = await store.ReadCallsAsync(session.Session, turn);
            var transcript = TurnTranscript.Of(await ReadAllEventsAsync(turnId));
            await store.EndTurnAsync(InterruptedTurn.Close(turn, transcript, calls, lostCalls, ids, clock.GetUtcNow()));
        }

        return session;
    }

    /// <summary>Begins a turn in the place of the one that runs, which is cancelled: ahead of those that are queued, which go on after it.</summary>
    private async Task<Outcome<TurnStarted>> InsteadOfRunningAsync(Func<Task<Outcome<TurnStarted>>> begin)
    {
        _interrupting = true;
        try
        {
            // A queued turn may be on its way to run; from here none is.
            await Task.WhenAny(_goingOn);
            if (_running is { } running)
            {
                running.Cancel();
                await running.Ended;
                await CloseOpenAsync();
            }

            return await begin();
        }
        finally
        {
            _interrupting = false;
            if (_running is null && _feeds.Count > 0)
            {
                await GoOnAsync();
            }
        }
    }

    private async Task<Outcome<TurnStarted>> BeginAsync(
        NewTurn turn, PinnedAgent agent, Caller caller, ImmutableDictionary<string, string> inputs, long acceptedAt)
    {
        if (!(await store.BeginTurnAsync(turn)).TryGet(out var begun, out var failure))
        {
            return failure;
        }

        _unborn = false;
        if (!begun.Existing)
        {
            LogAccepted(logger, Id, turn.TurnId, begun.Turn.Status);
            var feed = _feeds[turn.TurnId] = new TurnFeed();
            if (begun.Turn.Status == TurnStatus.Running)
            {
                feed.Publish(turn.Events);
                Run(new TurnTask(begun.Turn, agent, caller.UserId, inputs, turn.NewSession is not null, acceptedAt)
                {
                    Attachments = turn.Images.IsEmpty ? [] : [.. turn.Images.Select(image => image.Attachment)],
                });
            }
        }

        return Started(begun.Turn);
    }

    private void Run(TurnTask task)
    {
        DelayDeactivation(LongestTurn);
        var running = _running = new RunningTurn(task.Turn);
        running.Ended = RunAsync(running, task, _feeds[task.Turn.Id]);
    }

    private async Task RunAsync(RunningTurn running, TurnTask task, TurnFeed feed)
    {
        var broken = false;
        try
        {
            // On the thread pool: on the grain's scheduler every token would pass through its queue once for each link of the
            // chain that it comes through.
            await Task.Run(() => runner.RunAsync(running, task, feed));
        }
        catch (Exception e)
        {
            broken = true;

            // Nothing of the turn is shown that is not stored, so it can be left as a crash would leave it: closed below,
            // or by the recovery sweep when the store is what failed.
            LogTurnBroken(logger, e, Id, running.Turn.Id);
        }

        feed.Close();
        _feeds.Remove(running.Turn.Id);

        // The end is stored and shown before this runs, so the next turn may have begun.
        if (_running == running)
        {
            _running = null;
            DelayDeactivation(TimeSpan.Zero);
        }

        running.Dispose();
        if (task.BeginsSession && !broken && titler.Enabled)
        {
            _ = TitleAsync(task);
        }

        if (!_interrupting && (broken || _feeds.Count > 0))
        {
            await (_goingOn = GoOnAsync());
        }
    }

    private async Task GoOnAsync()
    {
        try
        {
            await RecoverAsync();
        }
        catch (StorageUnavailableException e)
        {
            LogTurnBroken(logger, e, Id, "next");
        }
    }

    private async Task BeginNextAsync(StoredSession session)
    {
        foreach (var queued in await store.ListQueuedTurnsAsync(Id))
        {
            var feed = _feeds.TryGetValue(queued.Id, out var known) ? known : _feeds[queued.Id] = new TurnFeed();
            var owner = new Caller(session.Session.UserId, UserRole.User);
            if (!(await Agent(session.Session.AgentId).PinAsync(owner, queued.AgentVersion)).TryGet(out var agent, out _))
            {
                await CancelQueuedAsync(queued);
                continue;
            }

            var started = StartedEvent(queued.Id, agent);
            if ((await store.BeginQueuedTurnAsync(Id, queued.Id, [started], clock.GetUtcNow())).TryGet(out var turn, out _))
            {
                feed.Publish([started]);
                Run(new TurnTask(turn, agent, owner.UserId, session.Inputs, BeginsSession: false, clock.GetTimestamp()));
            }

            return;
        }
    }

    private async Task<Outcome<Done>> CancelQueuedAsync(StoredTurn queued)
    {
        var ended = InterruptedTurn.CancelQueued(queued, ids, clock.GetUtcNow());
        if (!(await store.EndTurnAsync(ended)).TryGet(out _, out var failure))
        {
            return failure;
        }

        if (_feeds.Remove(queued.Id, out var feed))
        {
            feed.Publish(ended.Events);
            feed.Close();
        }

        return default(Done);
    }

    private async Task<List<TurnEvent>> ReadAllEventsAsync(string turnId)
    {
        var all = new List<TurnEvent>();
        while (await store.ReadEventsAsync(turnId, all.Count > 0 ? all[^1].Id : 0, EventsAPage) is { Length: > 0 } page)
        {
            all.AddRange(page);
        }

        return all;
    }
}
