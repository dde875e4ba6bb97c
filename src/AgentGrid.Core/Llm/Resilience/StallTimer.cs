namespace AgentGrid.Core.Llm.Resilience;

/// <summary>
/// Cancels when somebody waits too long. Waiting is marked by a timestamp and looked at when the timer falls due, so that a
/// wait costs no timer of its own: a stream waits once for each token.
/// </summary>
internal sealed class StallTimer : IDisposable
{
    private readonly TimeProvider _clock;
    private readonly CancellationTokenSource _stalled = new();
    private readonly ITimer _timer;

    // When the wait began, NotWaiting in between. Written by the stream, read by the timer.
    private const long NotWaiting = long.MinValue;
    private long _waitingSince;
    private long _limitTicks;

    /// <summary>Begins with a wait of at most <paramref name="limit"/>.</summary>
    public StallTimer(TimeSpan limit, TimeProvider clock)
    {
        _clock = clock;
        _waitingSince = clock.GetTimestamp();
        _limitTicks = limit.Ticks;
        _timer = clock.CreateTimer(static self => ((StallTimer)self!).Look(), this, limit, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Cancelled once a wait has lasted too long.</summary>
    public CancellationToken Token => _stalled.Token;

    /// <summary>From now on each wait may last that long. Not while waiting.</summary>
    public void Allow(TimeSpan limit)
    {
        if (Interlocked.Exchange(ref _limitTicks, limit.Ticks) != limit.Ticks)
        {
            _timer.Change(limit, Timeout.InfiniteTimeSpan);
        }
    }

    /// <summary>A wait begins, or begins anew.</summary>
    public void Wait() => Volatile.Write(ref _waitingSince, _clock.GetTimestamp());

    /// <summary>What was waited for has come.</summary>
    public void Rest() => Volatile.Write(ref _waitingSince, NotWaiting);

    public void Dispose()
    {
        _timer.Dispose();
        _stalled.Dispose();
    }

    private void Look()
    {
        var since = Volatile.Read(ref _waitingSince);
        var limit = TimeSpan.FromTicks(Interlocked.Read(ref _limitTicks));
        var left = since == NotWaiting ? limit : limit - _clock.GetElapsedTime(since);
        try
        {
            if (left <= TimeSpan.Zero)
            {
                _stalled.Cancel();
            }
            else
            {
                _timer.Change(left, Timeout.InfiniteTimeSpan);
            }
        }
        catch (ObjectDisposedException)
        {
            // The stream has ended while its timer fell due.
        }
    }
}
