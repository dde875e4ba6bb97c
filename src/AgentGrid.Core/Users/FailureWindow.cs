namespace AgentGrid.Core.Users;

/// <summary>Counts failures in a sliding window and says when more attempts have to wait. Bounded memory.</summary>
/// <param name="limit">Failures within the window after which attempts wait.</param>
public sealed class FailureWindow(int limit, TimeSpan window)
{
    private readonly Queue<DateTimeOffset> _failures = new(limit);

    /// <summary>How long to wait before the next attempt; null when it may be made now.</summary>
    public TimeSpan? WaitAt(DateTimeOffset now)
    {
        Forget(now);
        return _failures.Count < limit ? null : _failures.Peek() + window - now;
    }

    public void Add(DateTimeOffset now)
    {
        Forget(now);
        if (_failures.Count == limit)
        {
            _failures.Dequeue();
        }

        _failures.Enqueue(now);
    }

    public void Clear() => _failures.Clear();

    private void Forget(DateTimeOffset now)
    {
        while (_failures.TryPeek(out var oldest) && now - oldest >= window)
        {
            _failures.Dequeue();
        }
    }
}
