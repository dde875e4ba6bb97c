using AgentGrid.Storage.Sessions;
using AgentGrid.Users;

namespace AgentGrid.Grains.Sessions;

/// <summary>Stopping turns, and removing the session.</summary>
internal sealed partial class SessionGrain
{
    public async Task<Outcome<Done>> CancelTurnAsync(Caller caller, string turnId)
    {
        if (!(await OpenAsync(caller)).TryGet(out _, out var failure))
        {
            return failure;
        }

        while (true)
        {
            if (_running is { } running && running.Turn.Id == turnId)
            {
                running.Cancel();
                await Task.WhenAny(running.Ended, Task.Delay(LongestStop, clock));
                return default(Done);
            }

            // Null where it began meanwhile.
            if (await AloneAsync(() => CancelWaitingAsync(turnId)) is { } outcome)
            {
                return outcome;
            }
        }
    }

    public async Task<Outcome<Done>> DeleteAsync(Caller caller)
    {
        if (!(await OpenAsync(caller)).TryGet(out _, out var failure))
        {
            return failure;
        }

        await PurgeAsync();
        return default(Done);
    }

    public async Task PurgeAsync()
    {
        await AloneAsync(async () =>
        {
            foreach (var queued in await store.ListQueuedTurnsAsync(Id))
            {
                await CancelQueuedAsync(queued);
            }

            await StopRunningAsync();
            await images.DeleteAsync(Id);
            return await store.DeleteAsync(Id, clock.GetUtcNow());
        });
        LogDeleted(logger, Id);
        DeactivateOnIdle();
    }

    private async Task<Outcome<Done>?> CancelWaitingAsync(string turnId)
    {
        if (_running?.Turn.Id == turnId)
        {
            return null;
        }

        return await store.FindTurnAsync(Id, turnId) switch
        {
            null => SessionFailures.TurnNotFound(turnId),
            { Status: TurnStatus.Queued } queued => await CancelQueuedAsync(queued),
            _ => SessionFailures.TurnNotRunning(turnId),
        };
    }

    private async Task<Outcome<Done>> CancelQueuedAsync(StoredTurn queued)
    {
        var ended = InterruptedTurn.CancelQueued(queued, ids, clock.GetUtcNow());
        if (!(await store.EndTurnAsync(ended)).TryGet(out _, out var failure))
        {
            return failure;
        }

        Forget(queued.Id);
        return default(Done);
    }
}
