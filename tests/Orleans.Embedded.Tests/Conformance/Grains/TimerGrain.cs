namespace Orleans.Embedded.Tests.Conformance.Grains;

internal sealed class TimerGrain : Grain, ITimerGrain
{
    private IGrainTimer? _timer;
    private int _ticks;
    private bool _onScheduler;
    private TaskScheduler? _scheduler;

    public Task StartAsync(TimeSpan dueTime, TimeSpan period, bool failing)
    {
        _scheduler = TaskScheduler.Current;
        _timer = this.RegisterGrainTimer(
            (state, cancellationToken) =>
            {
                cancellationToken.ThrowIfCancellationRequested();
                _ticks += state;
                _onScheduler = TaskScheduler.Current == _scheduler;
                return failing ? throw new InvalidDataException("on purpose") : Task.CompletedTask;
            },
            1,
            new GrainTimerCreationOptions { DueTime = dueTime, Period = period });
        return Task.CompletedTask;
    }

    public Task StopAsync()
    {
        _timer?.Dispose();
        return Task.CompletedTask;
    }

    public Task<int> CountTicksAsync() => Task.FromResult(_ticks);

    public async Task<int> TicksWhileBusyAsync(TimeSpan busy)
    {
        var before = _ticks;
        await Task.Delay(busy, TimeProvider.System);
        return _ticks - before;
    }

    public Task<bool> TickedOnSchedulerAsync() => Task.FromResult(_onScheduler);
}
