namespace Orleans.Embedded.Tests.Conformance.Grains;

internal sealed class InterleavingGrain : Grain, IInterleavingGrain
{
    private readonly TaskCompletionSource _gate = new();
    private int _waiting;
    private int _readers;

    public async Task<int> WaitAsync()
    {
        _waiting++;
        await _gate.Task;
        return _waiting--;
    }

    public Task<int> WaitInterleavingAsync() => WaitAsync();

    public async Task<int> WaitReadOnlyAsync()
    {
        _waiting++;
        _readers++;
        await _gate.Task;
        return _waiting--;
    }

    public Task<int> CountReadersAsync() => Task.FromResult(_readers);

    public Task OpenAsync()
    {
        _gate.TrySetResult();
        return Task.CompletedTask;
    }

    public Task<int> CountWaitingAsync() => Task.FromResult(_waiting);

    public Task<int> CountAsync() => Task.FromResult(_waiting);
}
