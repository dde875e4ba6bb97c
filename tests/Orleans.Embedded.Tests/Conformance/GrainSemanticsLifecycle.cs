using Orleans.Embedded.Tests.Conformance.Grains;

namespace Orleans.Embedded.Tests.Conformance;

public abstract class GrainSemanticsLifecycle(IGrainFixture fixture) : GrainSemantics(fixture)
{
    [Fact]
    public async Task Activation_RunsBeforeFirstRequest() =>
        (await Grains.GetGrain<ILifecycleGrain>(NewKey()).GetActivationAsync()).ShouldNotBe(Guid.Empty);

    [Fact]
    public async Task ActivationThatFails_FailsCallsAndLeavesNoActivation()
    {
        var grain = Grains.GetGrain<ILifecycleGrain>(NewKey() + "-failing");
        (await Should.ThrowAsync<InvalidDataException>(grain.GetActivationAsync().Within())).Message.ShouldBe("cannot activate");
        (await Should.ThrowAsync<InvalidDataException>(grain.GetActivationAsync().Within())).Message.ShouldBe("cannot activate");
    }

    [Fact]
    public async Task DeactivateOnIdle_RunsOnDeactivateAndMakesNewActivation()
    {
        var grain = Grains.GetGrain<ILifecycleGrain>(NewKey());
        var before = await grain.GetActivationAsync();
        await grain.DeactivateAsync();
        await Eventually.TrueAsync(async () => await grain.GetActivationAsync() != before, "a new activation");
        await Eventually.TrueAsync(() => LifecycleGrain.Gone.ContainsKey(before), "the old one was told");
        LifecycleGrain.Gone[before].ShouldBe(DeactivationReasonCode.ApplicationRequested);
    }

    [Fact]
    public async Task Calls_DuringDeactivation_AllSucceed()
    {
        var grain = Grains.GetGrain<ILifecycleGrain>(NewKey());
        for (var round = 0; round < 8; round++)
        {
            // One deactivation at a time: Orleans forwards a call only twice.
            var before = await grain.GetActivationAsync();
            await Task.WhenAll(Enumerable.Range(0, 25).Select(i => i == 5 ? grain.DeactivateAsync() : grain.GetActivationAsync())).Within();
            await Eventually.TrueAsync(async () => await grain.GetActivationAsync() != before, "the grain is activated anew");
        }
    }
}
