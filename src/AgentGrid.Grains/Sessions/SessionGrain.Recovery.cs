using AgentGrid.Agents;
using AgentGrid.Core.Sessions;
using AgentGrid.Sessions;
using AgentGrid.Storage.Sessions;
using AgentGrid.Users;

namespace AgentGrid.Grains.Sessions;

/// <summary>Closes what nobody runs, and begins what waits.</summary>
internal sealed partial class SessionGrain
{
    // What fails goes on failing for a while; after these the recovery sweep comes by.
    private static readonly TimeSpan[] Pauses =
        [TimeSpan.Zero, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(10)];

    private bool _goingOn;

    // A turn broke and is not closed yet.
    private bool _lost;

    private bool IsIdleWithWork => _running is null && !_stopping && (_lost || _waiting.Count > 0);

    public async Task RecoverAsync()
    {
        while (await AloneAsync(CloseAndFindNextAsync) is { } next)
        {
            // Not within the change: the agent may be at stopping this session's turns.
            var owner = new Caller(next.Session.Session.UserId, UserRole.User);
            var pinned = await Agent(next.Session.Session.AgentId).PinAsync(owner, next.Turn.AgentVersion);
            if (await AloneAsync(() => BeginQueuedAsync(next.Session, next.Turn, pinned)))
            {
                return;
            }
        }
    }

    /// <summary>Whenever a turn ended or something changed: what is left to do is done beside it.</summary>
    private void GoOnIfIdle()
    {
        if (IsIdleWithWork && !_goingOn)
        {
            _goingOn = true;
            _ = GoOnAsync();
        }
    }

    private async Task GoOnAsync()
    {
        for (var attempt = 0; IsIdleWithWork && attempt < Pauses.Length; attempt++)
        {
            await Task.Delay(Pauses[attempt], clock);
            try
            {
                await RecoverAsync();
            }
            catch (Exception e)
            {
                // Nobody waits for this, and whatever stands in the way, the next attempt or the sweep finds the same to do.
                LogNotGoneOn(logger, e, Id);
            }
        }

        _goingOn = false;
    }

    private async Task<(StoredSession Session, StoredTurn Turn)?> CloseAndFindNextAsync()
    {
        if (_running is not null || await CloseOpenAsync() is not { } session || _stopping)
        {
            return null;
        }

        var queued = await store.ListQueuedTurnsAsync(Id);
        foreach (var gone in _waiting.Except(queued.Select(turn => turn.Id)).ToList())
        {
            Forget(gone);
        }

        return queued is [var first, ..] ? (session, first) : null;
    }

    /// <returns>Whether something runs, or nothing may; false: the turn is out of the way and another may be next.</returns>
    private async Task<bool> BeginQueuedAsync(StoredSession session, StoredTurn queued, Outcome<PinnedAgent> pinned)
    {
        if (_running is not null || _stopping)
        {
            return true;
        }

        if (!pinned.TryGet(out var agent, out _))
        {
            return !(await CancelQueuedAsync(queued)).Succeeded;
        }

        TurnEvent[] begins = queued.LastEventId == 0 ? [StartedEvent(queued.Id, agent)] : [];
        if (!(await store.BeginQueuedTurnAsync(Id, queued.Id, [.. begins], clock.GetUtcNow())).TryGet(out var turn, out var failure))
        {
            Forget(queued.Id);
            return failure.Code == FailureCodes.TurnInProgress;
        }

        _waiting.Remove(queued.Id);
        if (!_feeds.TryGetValue(queued.Id, out var feed))
        {
            feed = _feeds[queued.Id] = new TurnFeed(queued.LastEventId);
        }

        feed.Publish(begins);
        Run(new TurnTask(turn, agent, session.Session.UserId, session.Inputs, BeginsSession: false, clock.GetTimestamp()));
        return true;
    }

    /// <summary>Closes the turn that is active in the store while none runs here. Only within <see cref="AloneAsync"/>.</summary>
    private async Task CloseIfLostAsync(StoredSession? session)
    {
        if (_running is null && session?.Session.ActiveTurnId is not null)
        {
            await CloseOpenAsync();
        }
    }

    /// <summary>Closes the turn that nobody runs. Only within <see cref="AloneAsync"/>, and while nothing runs.</summary>
    /// <returns>The session as it was; null when there is none.</returns>
    private async Task<StoredSession?> CloseOpenAsync()
    {
        var session = await store.FindAsync(Id);
        if (session?.Session.ActiveTurnId is { } turnId && await store.FindTurnAsync(Id, turnId) is { } turn)
        {
            LogRecovered(logger, Id, turnId);
            var calls = await store.ReadCallsAsync(session.Session, turn);
            var transcript = TurnTranscript.Of(await ReadAllEventsAsync(turnId));
            await store.EndTurnAsync(InterruptedTurn.Close(turn, transcript, calls, lostCalls, ids, clock.GetUtcNow()));
        }

        _lost = false;
        foreach (var ended in _feeds.Keys.Where(id => !_waiting.Contains(id)).ToList())
        {
            Forget(ended);
        }

        return session;
    }

    /// <summary>A turn is neither run nor waited for here any more: its watchers read the rest from the store.</summary>
    private void Forget(string turnId)
    {
        _waiting.Remove(turnId);
        if (_feeds.Remove(turnId, out var feed))
        {
            feed.Close();
        }
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
