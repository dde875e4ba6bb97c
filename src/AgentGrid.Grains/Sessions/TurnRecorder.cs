using System.Threading.Channels;
using AgentGrid.Core.Llm.Metering;
using AgentGrid.Core.Sessions;
using AgentGrid.Sessions;
using AgentGrid.Sessions.Events;
using AgentGrid.Storage.Sessions;
using AgentGrid.Storage.Sql;

namespace AgentGrid.Grains.Sessions;

/// <summary>
/// Makes a turn's steps durable and only then shows them. While one batch is written the next gathers, so a quick model
/// costs few writes and a slow one waits for none. What is known of the turn's provider calls goes with its events.
/// </summary>
internal sealed class TurnRecorder(
    ISessionStore store, TurnFeed feed, UsageCollector usage, string sessionId, string turnId, long lastEventId, TimeProvider clock)
{
    private const int MostInBatch = 512;

    // Below what an eye sees as a pause.
    private static readonly TimeSpan LongestGathering = TimeSpan.FromMilliseconds(10);

    // How long news of a call wait for an event to go with. A quick model has said something by then, and a slow one is noted
    // before much of it is paid for.
    private static readonly TimeSpan LongestUnnoted = TimeSpan.FromMilliseconds(50);

    private long _lastEventId = lastEventId;

    /// <summary>Records all steps but those that must be written with the result, and answers those with it.</summary>
    /// <exception cref="TurnLostException">The turn was ended by somebody else, or its events no longer follow.</exception>
    public async Task<(TurnResult Result, List<TurnEvent> LastEvents)> RecordAsync(ChannelReader<TurnStep> steps)
    {
        var answering = false;
        Task<bool>? more = null;
        while (more is null ? await steps.WaitToReadAsync() : await more)
        {
            more = null;
            if (answering)
            {
                await GatherAsync(steps);
            }

            // Words that somebody reads already go on behind the first words of others. Few, and small, are the news alone.
            var behind = answering;
            var batch = new List<TurnEvent>();
            while (batch.Count < MostInBatch && steps.TryRead(out var step))
            {
                if (step.Data is CallsChanged)
                {
                    continue;
                }

                answering |= step.Data is DeltaData;
                batch.Add(TurnEventCodec.Encode(++_lastEventId, step.Data));
                if (step.Result is { } result)
                {
                    return (result, batch);
                }
            }

            if (batch.Count == 0)
            {
                more = steps.WaitToReadAsync().AsTask();
                if (await Task.WhenAny(more, Task.Delay(LongestUnnoted, clock)) == more)
                {
                    continue;
                }
            }

            var calls = usage.TakeChanges();
            if (batch.Count == 0 && calls is null)
            {
                continue;
            }

            var priority = behind && batch.Count > 0 ? WritePriority.Normal : WritePriority.First;
            var appended = await store.AppendEventsAsync(sessionId, turnId, batch, priority, calls);
            if (!appended.Succeeded)
            {
                throw new TurnLostException(appended.Failure.Detail);
            }

            feed.Publish(batch);
        }

        throw new InvalidOperationException("The turn's steps ended without a result.");
    }

    /// <summary>
    /// Lets a model that is quicker than the store go on, for as long as each look finds more. It waits for no time: a model that
    /// pauses, as they all do when tokens come over a network, ends it at the first look.
    /// </summary>
    private async Task GatherAsync(ChannelReader<TurnStep> steps)
    {
        var started = clock.GetTimestamp();
        for (var seen = 0; steps.Count > seen && seen < MostInBatch && clock.GetElapsedTime(started) < LongestGathering;)
        {
            seen = steps.Count;

            // Behind what is ready to run already.
            await Task.Yield();
        }
    }
}
