using AgentGrid.Core.Sessions;
using AgentGrid.Sessions;
using AgentGrid.Storage.Sessions;

namespace AgentGrid.Grains.Sessions;

/// <summary>
/// Makes a turn's steps durable and only then shows them. While one batch is written the next gathers, so a quick model
/// costs few writes and a slow one waits for none. Used only on its grain's scheduler.
/// </summary>
internal sealed class TurnRecorder(ISessionStore store, TurnFeed feed, string sessionId, string turnId, long lastEventId)
{
    private const int MostPending = 512;
    private List<TurnEvent> _pending = [];
    private Task _writing = Task.CompletedTask;
    private long _lastEventId = lastEventId;

    /// <summary>Records all steps but those that must be written with the result, and answers those with it.</summary>
    /// <exception cref="TurnLostException">The turn was ended by somebody else, or its events no longer follow.</exception>
    public async Task<(TurnResult Result, List<TurnEvent> LastEvents)> RecordAsync(IAsyncEnumerable<TurnStep> steps)
    {
        await foreach (var step in steps)
        {
            _pending.Add(TurnEventCodec.Encode(++_lastEventId, step.Data));
            if (step.Result is { } result)
            {
                // Taken out of the writer's reach: the end is shown only with the answer stored.
                var last = _pending;
                _pending = [];
                await _writing;
                return (result, last);
            }

            if (_writing.IsCompleted)
            {
                await _writing;
                _writing = WritePendingAsync();
            }
            else if (_pending.Count >= MostPending)
            {
                await _writing;
            }
        }

        throw new InvalidOperationException("The turn's steps ended without a result.");
    }

    private async Task WritePendingAsync()
    {
        while (_pending.Count > 0)
        {
            var batch = _pending;
            _pending = [];
            var appended = await store.AppendEventsAsync(sessionId, turnId, batch);
            if (!appended.Succeeded)
            {
                throw new TurnLostException(appended.Failure.Detail);
            }

            feed.Publish(batch);
        }
    }
}
