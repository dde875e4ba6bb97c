namespace AgentGrid.Benchmarks.Grains;

internal sealed class TransientGrain : Grain, ITransientGrain
{
    public Task<int> RunOnceAsync()
    {
        DeactivateOnIdle();
        return Task.FromResult(1);
    }
}
