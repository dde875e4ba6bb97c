using Orleans.Embedded.Tests.Conformance;
using Orleans.Embedded.Tests.Conformance.Grains;

namespace Orleans.Embedded.Tests.Embedded;

public sealed class ShutdownTests
{
    [Fact]
    public async Task Stop_DeactivatesEveryGrainWithItsReason()
    {
        await using var engine = await StartAsync();
        var grains = Enumerable.Range(0, 50).Select(i => engine.GrainFactory.GetGrain<ILifecycleGrain>($"stop-{i}")).ToArray();
        var activations = await Task.WhenAll(grains.Select(g => g.GetActivationAsync()));
        await engine.StopAsync();
        activations.ShouldAllBe(id => LifecycleGrain.Gone[id] == DeactivationReasonCode.ShuttingDown);
    }

    [Fact]
    public async Task Stop_LetsRunningRequestsFinish()
    {
        await using var engine = await StartAsync();
        var grain = engine.GrainFactory.GetGrain<IInterleavingGrain>("running");
        var running = grain.WaitAsync();
        await Eventually.TrueAsync(async () => await grain.CountWaitingAsync() == 1, "the request runs");
        var stopping = engine.StopAsync();
        stopping.IsCompleted.ShouldBeFalse();
        engine.Activation("running").Post(new Runtime.TurnAction(
            static state => _ = ((IInterleavingGrain)((Orleans.Runtime.IGrainContext)state!).GrainInstance!).OpenAsync(), engine.Activation("running")));
        (await running.Within()).ShouldBe(1);
        await stopping.Within();
    }

    [Fact]
    public async Task Stop_GivesUpOnRequestsThatDoNotEnd()
    {
        await using var engine = await StartAsync();
        var grain = engine.GrainFactory.GetGrain<IInterleavingGrain>("stuck");
        _ = grain.WaitAsync();
        await Eventually.TrueAsync(async () => await grain.CountWaitingAsync() == 1, "the request runs");
        using var patience = new CancellationTokenSource(TimeSpan.FromMilliseconds(200));
        await engine.StopAsync(patience.Token).Within();
    }

    [Fact]
    public async Task Call_AfterStop_IsRefused()
    {
        await using var engine = await StartAsync();
        var grain = engine.GrainFactory.GetGrain<ICallGrain>("late");
        await grain.GetKeyAsync();
        await engine.StopAsync();
        await Should.ThrowAsync<SiloUnavailableException>(async () => await grain.GetKeyAsync());
    }

    private static async Task<EmbeddedFixture> StartAsync()
    {
        var engine = new EmbeddedFixture();
        await engine.StartAsync(new GrainFixtureOptions());
        return engine;
    }
}
