using Orleans.Embedded.Tests.Conformance.Grains;

namespace Orleans.Embedded.Tests.Conformance;

public abstract class GrainSemanticsTimers(IGrainFixture fixture) : GrainSemantics(fixture)
{
    private static readonly TimeSpan Soon = TimeSpan.FromMilliseconds(20);

    [Fact]
    public async Task Timer_TicksInTurnsOfItsGrain()
    {
        var grain = Grains.GetGrain<ITimerGrain>(NewKey());
        await grain.StartAsync(Soon, Soon, failing: false);
        await Eventually.TrueAsync(async () => await grain.CountTicksAsync() >= 3, "three ticks");
        (await grain.TickedOnSchedulerAsync()).ShouldBeTrue();
    }

    [Fact]
    public async Task Timer_WithoutPeriod_TicksOnce()
    {
        var grain = Grains.GetGrain<ITimerGrain>(NewKey());
        await grain.StartAsync(Soon, Timeout.InfiniteTimeSpan, failing: false);
        await Eventually.TrueAsync(async () => await grain.CountTicksAsync() >= 1, "the tick");
        (await grain.TicksWhileBusyAsync(Soon * 5)).ShouldBe(0);
        (await grain.CountTicksAsync()).ShouldBe(1);
    }

    [Fact]
    public async Task Timer_DoesNotInterleaveWithRequest()
    {
        var grain = Grains.GetGrain<ITimerGrain>(NewKey());
        await grain.StartAsync(Soon, Soon, failing: false);
        (await grain.TicksWhileBusyAsync(Soon * 10)).ShouldBe(0);
    }

    [Fact]
    public async Task Timer_ThatFails_TicksOn()
    {
        var grain = Grains.GetGrain<ITimerGrain>(NewKey());
        await grain.StartAsync(Soon, Soon, failing: true);
        await Eventually.TrueAsync(async () => await grain.CountTicksAsync() >= 2, "a tick after the failed one");
    }

    [Fact]
    public async Task Timer_Disposed_TicksNoMore()
    {
        var grain = Grains.GetGrain<ITimerGrain>(NewKey());
        await grain.StartAsync(Soon, Soon, failing: false);
        await grain.StopAsync();
        var after = await grain.CountTicksAsync();
        await grain.TicksWhileBusyAsync(Soon * 5);
        (await grain.CountTicksAsync()).ShouldBe(after);
    }
}
