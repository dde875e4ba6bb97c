using System.Collections.Immutable;
using AgentGrid.Agents;
using AgentGrid.Sessions;
using AgentGrid.Storage.Sessions;
using AgentGrid.Users;

namespace AgentGrid.Grains.Sessions;

/// <summary>The life of a turn: begun or queued, run, ended, and closed when it broke.</summary>
internal sealed partial class SessionGrain
{
    // Held while turns are begun and closed: between the store's word that a turn runs and its running here lies a wait, in which
    // it would look like one that a crash left.
    private readonly SemaphoreSlim _change = new(1);

    private async Task<T> AloneAsync<T>(Func<Task<T>> change)
    {
        await _change.WaitAsync();
        try
        {
            return await change();
        }
        finally
        {
            _change.Release();
            GoOnIfIdle();
        }
    }

    /// <summary>Begins the turn, or lets it wait. Only within <see cref="AloneAsync"/>.</summary>
    /// <param name="ahead">Whether it goes before those that wait; nothing runs then.</param>
    private async Task<Outcome<TurnStarted>> BeginAsync(
        NewTurn turn, PinnedAgent agent, Caller caller, ImmutableDictionary<string, string> inputs, long acceptedAt, bool ahead = false)
    {
        if (!(await store.BeginTurnAsync(turn with { Behind = !ahead && _waiting.Count > 0 })).TryGet(out var begun, out var failure))
        {
            return failure;
        }

        _unborn = false;
        if (!begun.Existing)
        {
            LogAccepted(logger, Id, turn.TurnId, begun.Turn.Status);
            if (begun.Turn.Status == TurnStatus.Running)
            {
                var feed = _feeds[turn.TurnId] = new TurnFeed();
                feed.Publish(turn.Events);
                Run(new TurnTask(begun.Turn, agent, caller.UserId, inputs, turn.NewSession is not null, acceptedAt)
                {
                    Attachments = turn.Images.IsEmpty ? [] : [.. turn.Images.Select(image => image.Attachment)],
                });
            }
            else
            {
                Expect(begun.Turn);
            }
        }

        return Started(begun.Turn);
    }

    /// <summary>Lets a queued turn be watched and count.</summary>
    private void Expect(StoredTurn queued)
    {
        _waiting.Add(queued.Id);
        _feeds[queued.Id] = new TurnFeed(queued.LastEventId);
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
            Forget(running.Turn.Id);
        }
        catch (Exception e)
        {
            // Nothing of the turn is shown that is not stored, so it can be left as a crash would leave it, and be closed as such.
            // Until then its watchers wait.
            broken = _lost = true;
            LogTurnBroken(logger, e, Id, running.Turn.Id);
        }

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

        GoOnIfIdle();
    }

    /// <summary>Stops the turn that runs, and waits until it is closed. Only within <see cref="AloneAsync"/>.</summary>
    private async Task<bool> StopRunningAsync()
    {
        if (_running is { } running)
        {
            running.Cancel();
            await running.Ended;
        }

        return await CloseOpenAsync() is not null;
    }
}
