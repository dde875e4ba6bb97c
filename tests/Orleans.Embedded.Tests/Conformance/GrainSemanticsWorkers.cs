using Orleans.Embedded.Tests.Conformance.Grains;

namespace Orleans.Embedded.Tests.Conformance;

public abstract class GrainSemanticsWorkers(IGrainFixture fixture) : GrainSemantics(fixture)
{
    /// <summary>How many processes share the grains: each has its own workers.</summary>
    protected virtual int Silos => 1;

    [Fact]
    public async Task StatelessWorker_RunsTwoRequestsOfOneKeyAtOnce()
    {
        var worker = Grains.GetGrain<IWorkerGrain>(NewKey());
        await Task.WhenAll(worker.MeetAsync(), worker.MeetAsync()).Within();
    }

    [Fact]
    public async Task StatelessWorker_HasNoMoreActivationsThanItsBound()
    {
        var worker = Grains.GetGrain<IWorkerGrain>(NewKey());
        var activations = await Task.WhenAll(Enumerable.Range(0, 40).Select(_ => worker.WorkAsync())).Within();
        activations.Distinct().Count().ShouldBeInRange(1, 2 * Silos);
    }
}
