namespace AgentGrid.Grains.Knowledge;

/// <summary>
/// Admits a bounded number of files at once. Who waits is admitted in turns, one file of each user, so that a user with a
/// thousand files delays another's first by one file and not by a thousand. Thread-safe.
/// </summary>
internal sealed class IngestionGate(int places)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, Queue<TaskCompletionSource>> _waiting = new(StringComparer.Ordinal);
    private readonly Queue<string> _turns = new();
    private int _free = places;

    /// <summary>Waits for a place; disposing of what it gives frees the place.</summary>
    public async Task<IDisposable> EnterAsync(string userId, CancellationToken cancellationToken)
    {
        TaskCompletionSource place;
        lock (_lock)
        {
            if (_free > 0)
            {
                _free--;
                return new Place(this);
            }

            place = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            if (!_waiting.TryGetValue(userId, out var line))
            {
                _waiting[userId] = line = new Queue<TaskCompletionSource>();
                _turns.Enqueue(userId);
            }

            line.Enqueue(place);
        }

        // Whoever gives up leaves its entry behind, done for; the place passes over it.
        await using var abandoned = cancellationToken.Register(() => place.TrySetCanceled(cancellationToken));
        await place.Task;
        return new Place(this);
    }

    private void Leave()
    {
        lock (_lock)
        {
            while (_turns.TryDequeue(out var userId))
            {
                var line = _waiting[userId];
                var next = line.Dequeue();
                if (line.Count > 0)
                {
                    _turns.Enqueue(userId);
                }
                else
                {
                    _waiting.Remove(userId);
                }

                if (next.TrySetResult())
                {
                    return;
                }
            }

            _free++;
        }
    }

    private sealed class Place(IngestionGate gate) : IDisposable
    {
        private IngestionGate? _gate = gate;

        public void Dispose() => Interlocked.Exchange(ref _gate, null)?.Leave();
    }
}
