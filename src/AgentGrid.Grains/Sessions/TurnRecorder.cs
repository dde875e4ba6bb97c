using System.Threading.Channels;
using AgentGrid.Core.Sessions;
using AgentGrid.Sessions;
using AgentGrid.Storage.Sessions;

namespace AgentGrid.Grains.Sessions;

/// <summary>
/// Makes a turn's steps durable and only then shows them. While one batch is written the next gathers, so a quick model
/// costs few writes and a slow one waits for none.
/// </summary>
internal sealed class TurnRecorder(ISessionStore store, TurnFeed feed, string sessionId, string turnId, long lastEventId)
{
    private const int MostInBatch = 512;
    private long _lastEventId = lastEventId;

    /// <summary>Records all steps but those that must be written with the result, and answers those with it.</summary>
    /// <exception cref="TurnLostException">The turn was ended by somebody else, or its events no longer follow.</exception>
    public async Task<(TurnResult Result, List<TurnEvent> LastEvents)> RecordAsync(ChannelReader<TurnStep> steps)
    {
        for (var first = true; await steps.WaitToReadAsync(); first = false)
        {
            if (!first)
            {
                // Behind what is ready to run already: on a busy machine more steps gather meanwhile, on an idle one it is no wait.
                await Task.Yield();
            }

            var batch = new List<TurnEvent>();
            while (batch.Count < MostInBatch && steps.TryRead(out var step))
            {
                batch.Add(TurnEventCodec.Encode(++_lastEventId, step.Data));
                if (step.Result is { } result)
                {
                    return (result, batch);
                }
            }

            var appended = await store.AppendEventsAsync(sessionId, turnId, batch);
            if (!appended.Succeeded)
            {
                throw new TurnLostException(appended.Failure.Detail);
            }

            feed.Publish(batch);
        }

        throw new InvalidOperationException("The turn's steps ended without a result.");
    }
}
