using Orleans.Embedded.Tests.Conformance.Grains;

namespace Orleans.Embedded.Tests.Conformance;

public abstract class GrainSemanticsCollection(IGrainFixture fixture) : GrainSemantics(fixture)
{
    protected override GrainFixtureOptions Options => new()
    {
        CollectionAge = TimeSpan.FromSeconds(2),
        CollectionQuantum = TimeSpan.FromSeconds(1),
    };

    [Fact]
    public async Task IdleActivation_GoesAfterCollectionAge()
    {
        var activation = await Grains.GetGrain<ILifecycleGrain>(NewKey()).GetActivationAsync();
        await Eventually.TrueAsync(() => LifecycleGrain.Gone.ContainsKey(activation), "the idle activation goes");
        LifecycleGrain.Gone[activation].ShouldBe(DeactivationReasonCode.ActivationIdle);
    }

    [Fact]
    public async Task DelayDeactivation_KeepsActivation()
    {
        var delayed = Grains.GetGrain<ILifecycleGrain>(NewKey());
        var activation = await delayed.GetActivationAsync();
        await delayed.DelayAsync(TimeSpan.FromHours(1));
        var idle = await Grains.GetGrain<ILifecycleGrain>(NewKey()).GetActivationAsync();
        await Eventually.TrueAsync(() => LifecycleGrain.Gone.ContainsKey(idle), "an idle one goes");
        (await delayed.GetActivationAsync()).ShouldBe(activation);
        LifecycleGrain.Gone.ShouldNotContainKey(activation);
    }
}
