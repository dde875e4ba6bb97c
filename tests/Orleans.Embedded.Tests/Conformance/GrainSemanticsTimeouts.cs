using Orleans.Embedded.Tests.Conformance.Grains;

namespace Orleans.Embedded.Tests.Conformance;

public abstract class GrainSemanticsTimeouts(IGrainFixture fixture) : GrainSemantics(fixture)
{
    protected override GrainFixtureOptions Options => new() { ResponseTimeout = TimeSpan.FromSeconds(2) };

    [Fact]
    public async Task Call_WithoutAnswer_TimesOutWhileTurnGoesOn()
    {
        var grain = Grains.GetGrain<IInterleavingGrain>(NewKey());
        await grain.CountAsync();
        await Should.ThrowAsync<TimeoutException>(grain.WaitAsync().Within());
        (await grain.CountWaitingAsync()).ShouldBe(1, "the request still runs");
        await grain.OpenAsync();
        await Eventually.TrueAsync(async () => await grain.CountAsync() == 0, "the grain is free again");
    }

    [Fact]
    public async Task GrainsThatCallEachOther_TimeOut()
    {
        // Neither is reentrant: the second call back waits for the first to end.
        var grain = Grains.GetGrain<ICycleGrain>(NewKey());
        await Should.ThrowAsync<TimeoutException>(grain.CallAroundAsync(NewKey()).Within());
    }
}
