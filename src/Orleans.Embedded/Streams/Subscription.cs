using Orleans.Runtime;

namespace Orleans.Embedded.Streams;

/// <summary>
/// One subscriber of one stream. Events wait in a bounded queue and go out one after the other, each when the last is done.
/// </summary>
internal abstract class Subscription(MemoryStreamProvider provider, StreamId streamId)
{
    private readonly Queue<StreamEvent> _events = new();
    private bool _sending;

    public Guid Id { get; } = Guid.NewGuid();

    public StreamId StreamId => streamId;

    public MemoryStreamProvider Provider => provider;

    /// <summary>The grain that subscribed; null for a client.</summary>
    public abstract GrainId? GrainId { get; }

    /// <summary>Queues an event. False when the queue is full and the event is lost.</summary>
    public bool Offer(StreamEvent streamEvent)
    {
        lock (_events)
        {
            if (_events.Count >= MemoryStreamProvider.LongestQueue)
            {
                return false;
            }

            _events.Enqueue(streamEvent);
            if (_sending)
            {
                return true;
            }

            _sending = true;
        }

        _ = Task.Run(SendAllAsync);
        return true;
    }

    protected abstract Task SendAsync(StreamEvent streamEvent);

    private async Task SendAllAsync()
    {
        while (true)
        {
            StreamEvent? next;
            lock (_events)
            {
                if (!_events.TryDequeue(out next))
                {
                    _sending = false;
                    return;
                }
            }

            try
            {
                await SendAsync(next);
            }
            catch (Exception error)
            {
                // Streams are hints: a subscriber that fails loses this one and gets the next.
                provider.DeliveryFailed(error, streamId);
            }
        }
    }
}
