namespace Orleans.Embedded.Tests.Conformance.Grains;

internal sealed class CallGrain : Grain, ICallGrain
{
    private int _value;

    public Task<string> GetKeyAsync() => Task.FromResult(this.GetPrimaryKeyString());

    public ValueTask<int> AddAsync(int amount) => new(_value += amount);

    public async ValueTask<int> AddLaterAsync(int amount)
    {
        // Read, leave, write: only right when requests do not interleave.
        var seen = _value;
        await Task.Yield();
        _value = seen + amount;
        return _value;
    }

    public Task SetAsync(int value)
    {
        _value = value;
        return Task.CompletedTask;
    }

    public ValueTask TouchAsync() => default;

    public Task ThrowAsync(string message) => throw new InvalidDataException(message);

    public async ValueTask<int> ThrowLaterAsync(string message)
    {
        await Task.Yield();
        throw new InvalidDataException(message);
    }

    public async Task<bool> ResumesOnSchedulerAsync()
    {
        var before = TaskScheduler.Current;
        await Task.Yield();
        var afterYield = TaskScheduler.Current;
        await Task.Run(static () => { });
        var afterRun = TaskScheduler.Current;
        var inside = await Task.Factory.StartNew(
            static () => TaskScheduler.Current, CancellationToken.None, TaskCreationOptions.None, TaskScheduler.Current);
        return before != TaskScheduler.Default && before == afterYield && before == afterRun && before == inside;
    }

    public Task ForgetAsync(int amount)
    {
        _value += amount;
        return Task.CompletedTask;
    }

    public async Task<int> WaitForCancellationAsync(CancellationToken cancellationToken)
    {
        await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken);
        return 0;
    }

    public Task<string> CallOtherAsync(string otherKey) => GrainFactory.GetGrain<ICallGrain>(otherKey).GetKeyAsync();
}
