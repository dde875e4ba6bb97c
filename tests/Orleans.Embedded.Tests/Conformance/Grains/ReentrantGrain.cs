using Orleans.Concurrency;

namespace Orleans.Embedded.Tests.Conformance.Grains;

[Reentrant]
internal sealed class ReentrantGrain : Grain, IReentrantGrain
{
    private readonly TaskCompletionSource _gate = new();

    public Task WaitAsync() => _gate.Task;

    public Task OpenAsync()
    {
        _gate.TrySetResult();
        return Task.CompletedTask;
    }

    public async Task<int> CallBackAsync(string otherKey, int depth) => depth == 0
        ? 0
        : 1 + await GrainFactory.GetGrain<IReentrantGrain>(otherKey).CallBackAsync(this.GetPrimaryKeyString(), depth - 1);
}
