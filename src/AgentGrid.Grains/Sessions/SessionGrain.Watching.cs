using System.Runtime.CompilerServices;
using AgentGrid.Sessions;
using AgentGrid.Users;

namespace AgentGrid.Grains.Sessions;

/// <summary>Reading a turn while it runs and afterwards.</summary>
internal sealed partial class SessionGrain
{
    public async Task<Outcome<TurnStarted>> OpenTurnAsync(Caller caller, string turnId, long afterId)
    {
        if (!(await OpenAsync(caller)).TryGet(out _, out var failure))
        {
            return failure;
        }

        // What was shown is stored, so whoever saw an event asks for none that is not there.
        return await store.FindTurnAsync(Id, turnId) is not { } turn ? SessionFailures.TurnNotFound(turnId)
            : afterId > turn.LastEventId ? SessionFailures.NoSuchEvent(afterId, turn.LastEventId)
            : Started(turn);
    }

    public async IAsyncEnumerable<TurnEvent> WatchTurnAsync(
        string turnId, long afterId, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var feed = _feeds.GetValueOrDefault(turnId);
        using var cancelled = cancellationToken.UnsafeRegister(static feed => (feed as TurnFeed)?.Wake(), feed);
        while (true)
        {
            // The signal is taken before reading and before the token is looked at, so that neither is slept through.
            var changed = feed?.Changed;
            cancellationToken.ThrowIfCancellationRequested();
            var closed = feed is null || feed.Closed;
            var events = feed?.After(afterId);

            // Of a turn that was closed for want of somebody who runs it the feed does not hold the end.
            if (events is null || (closed && events.Count == 0))
            {
                events = await store.ReadEventsAsync(turnId, afterId, EventsAPage, cancellationToken);
            }

            foreach (var turnEvent in events)
            {
                yield return turnEvent;
                afterId = turnEvent.Id;
                if (TurnEventNames.IsTerminal(turnEvent.Name))
                {
                    yield break;
                }
            }

            if (events.Count == 0)
            {
                if (closed)
                {
                    yield break;
                }

                await changed!;
            }
        }
    }
}
