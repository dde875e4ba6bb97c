namespace AgentGrid.Grains.Knowledge;

/// <summary>
/// Admits a bounded number of files at once. Who waits is admitted in turns, one file of each user, so that a user with a
/// thousand files delays another's first by one file and not by a thousand. Closed for a while when the one model that all files
/// need wants to be left alone. Thread-safe.
/// </summary>
internal sealed class IngestionGate(int places, TimeProvider clock)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, Queue<TaskCompletionSource>> _waiting = new(StringComparer.Ordinal);
    private readonly Queue<string> _turns = new();
    private int _free = places;
    private DateTimeOffset _closedUntil;

    /// <summary>Admits nobody for so long; who is inside stays.</summary>
    public void Close(TimeSpan pause)
    {
        lock (_lock)
        {
            var until = clock.GetUtcNow() + pause;
            _closedUntil = until > _closedUntil ? until : _closedUntil;
        }
    }

    /// <summary>Waits for a place; disposing of what it gives frees the place.</summary>
    public async Task<IDisposable> EnterAsync(string userId, CancellationToken cancellationToken)
    {
        var place = await PlaceAsync(userId, cancellationToken);
        try
        {
            while (StillClosed() is { } wait)
            {
                await Task.Delay(wait, clock, cancellationToken);
            }

            return place;
        }
        catch
        {
            place.Dispose();
            throw;
        }
    }

    private TimeSpan? StillClosed()
    {
        lock (_lock)
        {
            var left = _closedUntil - clock.GetUtcNow();
            return left > TimeSpan.Zero ? left : null;
        }
    }

    private async Task<Place> PlaceAsync(string userId, CancellationToken cancellationToken)
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
