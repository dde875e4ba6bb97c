using Orleans.Embedded.Runtime;
using Orleans.Runtime;

namespace Orleans.Embedded.Timers;

/// <summary>A timer of an activation. The next tick is armed when the last one is done, so ticks never pile up.</summary>
internal abstract class GrainTimer : IGrainTimer
{
    private readonly Activation _activation;
    private readonly ITimer _timer;
    private readonly bool _interleave;
    private readonly CancellationTokenSource _disposed = new();
    private readonly Lock _gate = new();
    private TimeSpan _period;
    private bool _running;
    private TimeSpan? _changedDueTime;
    private bool _ended;

    protected GrainTimer(Activation activation, GrainTimerCreationOptions options)
    {
        Validate(options.DueTime, options.Period);
        _activation = activation;
        _interleave = options.Interleave;
        _period = options.Period;
        KeepsAlive = options.KeepAlive;
        activation.Parts.Add(this);
        _timer = activation.Kind.Runtime.Time.CreateTimer(
            static self => ((GrainTimer)self!).Elapsed(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _timer.Change(options.DueTime, Timeout.InfiniteTimeSpan);
    }

    public bool KeepsAlive { get; }

    public void Change(TimeSpan dueTime, TimeSpan period)
    {
        Validate(dueTime, period);
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_ended, this);
            _period = period;
            if (_running)
            {
                _changedDueTime = dueTime;
            }
            else
            {
                _timer.Change(dueTime, Timeout.InfiniteTimeSpan);
            }
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            if (_ended)
            {
                return;
            }

            _ended = true;
        }

        _timer.Dispose();
        _disposed.Cancel();
        _activation.Parts.Remove(this);
    }

    public async Task RunAsync()
    {
        if (_disposed.IsCancellationRequested)
        {
            return;
        }

        try
        {
            await CallAsync(_disposed.Token);
        }
        catch (Exception error) when (error is not OperationCanceledException || !_disposed.IsCancellationRequested)
        {
            // A failing tick is the grain's own: the timer goes on.
            _activation.Kind.Runtime.Log.TimerFailed(error, _activation.GrainId);
        }
        catch (OperationCanceledException)
        {
            return;
        }

        lock (_gate)
        {
            _running = false;
            if (!_ended)
            {
                _timer.Change(_changedDueTime ?? _period, Timeout.InfiniteTimeSpan);
                _changedDueTime = null;
            }
        }
    }

    protected abstract Task CallAsync(CancellationToken cancellationToken);

    private static void Validate(TimeSpan dueTime, TimeSpan period)
    {
        if (dueTime < TimeSpan.Zero && dueTime != Timeout.InfiniteTimeSpan)
        {
            throw new ArgumentOutOfRangeException(nameof(dueTime), dueTime, "The due time must not be negative.");
        }

        if (period < TimeSpan.Zero && period != Timeout.InfiniteTimeSpan)
        {
            throw new ArgumentOutOfRangeException(nameof(period), period, "The period must not be negative.");
        }
    }

    private void Elapsed()
    {
        lock (_gate)
        {
            if (_ended || _running)
            {
                return;
            }

            _running = true;
        }

        TimerTick.Send(this, _activation, _interleave);
    }
}
