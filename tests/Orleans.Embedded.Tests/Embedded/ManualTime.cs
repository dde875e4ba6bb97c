namespace Orleans.Embedded.Tests.Embedded;

/// <summary>A clock that stands until it is told to go on.</summary>
internal sealed class ManualTime(DateTimeOffset start) : TimeProvider
{
    private readonly Lock _gate = new();
    private readonly List<ManualTimer> _timers = [];
    private DateTimeOffset _now = start;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow()
    {
        lock (_gate)
        {
            return _now;
        }
    }

    public override long GetTimestamp() => GetUtcNow().Ticks;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new ManualTimer(this, callback, state);
        timer.Change(dueTime, period);
        lock (_gate)
        {
            _timers.Add(timer);
        }

        return timer;
    }

    /// <summary>Goes on, and fires every timer that becomes due, once.</summary>
    public void Advance(TimeSpan time)
    {
        ManualTimer[] due;
        lock (_gate)
        {
            _now += time;
            due = [.. _timers.Where(timer => timer.TakeDue(_now))];
        }

        Array.ForEach(due, static timer => timer.Fire());
    }

    private sealed class ManualTimer(ManualTime time, TimerCallback callback, object? state) : ITimer
    {
        private DateTimeOffset? _due;
        private TimeSpan _period;

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            lock (time._gate)
            {
                _due = dueTime == Timeout.InfiniteTimeSpan ? null : time._now + dueTime;
                _period = period;
            }

            return true;
        }

        public bool TakeDue(DateTimeOffset now)
        {
            if (_due > now || _due is null)
            {
                return false;
            }

            _due = _period == Timeout.InfiniteTimeSpan ? null : now + _period;
            return true;
        }

        public void Fire() => callback(state);

        public void Dispose()
        {
            lock (time._gate)
            {
                _due = null;
                time._timers.Remove(this);
            }
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return default;
        }
    }
}
