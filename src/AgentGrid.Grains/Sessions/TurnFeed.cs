using AgentGrid.Sessions;

namespace AgentGrid.Grains.Sessions;

/// <summary>
/// The durable events of a live turn, for any number of watchers, on any thread. Keeps a bounded tail; who is further behind
/// reads from the store.
/// </summary>
/// <param name="lastEventId">The last event that is stored and not published here.</param>
internal sealed class TurnFeed(long lastEventId = 0)
{
    private const int MostKept = 4_096;
    private readonly Lock _gate = new();
    private readonly List<TurnEvent> _tail = [];
    private bool _closed;
    private TaskCompletionSource _changed = new();

    /// <summary>Whether nothing more will be published.</summary>
    public bool Closed
    {
        get => Volatile.Read(ref _closed);
        private set => Volatile.Write(ref _closed, value);
    }

    /// <summary>Completes at the next publication, or for no reason. Take it before <see cref="After"/>, so that nothing is slept through.</summary>
    public Task Changed => Volatile.Read(ref _changed).Task;

    /// <summary>Shows events that are durable.</summary>
    public void Publish(IReadOnlyCollection<TurnEvent> events)
    {
        lock (_gate)
        {
            if (_tail.Count + events.Count > MostKept)
            {
                _tail.RemoveRange(0, Math.Min(_tail.Count, MostKept / 2));
            }

            _tail.AddRange(events);
        }

        // Last and outside the gate: a watcher may go on at once, within this call.
        Wake();
    }

    public void Close()
    {
        Closed = true;
        Wake();
    }

    /// <summary>The events after an id, or null when some of them are no longer kept.</summary>
    public IReadOnlyList<TurnEvent>? After(long id)
    {
        lock (_gate)
        {
            if (_tail.Count == 0)
            {
                return id == lastEventId ? [] : null;
            }

            var start = id + 1 - _tail[0].Id;
            return start < 0 ? null
                : start >= _tail.Count ? []
                : _tail.GetRange((int)start, _tail.Count - (int)start);
        }
    }

    /// <summary>Lets every watcher look again.</summary>
    public void Wake() => Interlocked.Exchange(ref _changed, new TaskCompletionSource()).SetResult();
}
