using Orleans.Embedded.Tests.Conformance.Grains;
using Orleans.Storage;

namespace Orleans.Embedded.Tests.Conformance;

public abstract class GrainSemanticsState(IGrainFixture fixture) : GrainSemantics(fixture)
{
    [Fact]
    public async Task State_NeverWritten_IsNewAndDoesNotExist() =>
        (await Grains.GetGrain<IStateGrain>(NewKey()).GetAsync()).ShouldBe(new StateView("", null, false));

    [Fact]
    public async Task State_Written_SurvivesDeactivation()
    {
        var grain = Grains.GetGrain<IStateGrain>(NewKey());
        var written = await grain.WriteAsync("kept");
        written.Exists.ShouldBeTrue();
        written.Etag.ShouldNotBeNull();
        await ReactivateAsync(grain);
        (await grain.GetAsync()).ShouldBe(written);
    }

    [Fact]
    public async Task State_EachWrite_ChangesEtag()
    {
        var grain = Grains.GetGrain<IStateGrain>(NewKey());
        var first = await grain.WriteAsync("a");
        (await grain.WriteAsync("b")).Etag.ShouldNotBe(first.Etag);
    }

    [Fact]
    public async Task State_Cleared_IsNewAgain()
    {
        var grain = Grains.GetGrain<IStateGrain>(NewKey());
        await grain.WriteAsync("gone soon");
        (await grain.ClearAsync()).ShouldSatisfyAllConditions(s => s.Text.ShouldBe(""), s => s.Exists.ShouldBeFalse());
        await ReactivateAsync(grain);
        (await grain.GetAsync()).Exists.ShouldBeFalse();
        (await grain.WriteAsync("again")).Text.ShouldBe("again");
    }

    [Fact]
    public async Task States_OfOneGrain_AreApart()
    {
        var grain = Grains.GetGrain<IStateGrain>(NewKey());
        await grain.SetOtherAsync("other");
        await ReactivateAsync(grain);
        (await grain.GetOtherAsync()).ShouldBe("other");
        (await grain.GetAsync()).Exists.ShouldBeFalse();
    }

    [Fact]
    public async Task StaleWrite_ThrowsAndDeactivates()
    {
        var grain = Grains.GetGrain<IStateGrain>(NewKey());
        await grain.WriteAsync("mine");
        var before = await grain.GetActivationAsync();
        await grain.WriteBehindOwnBackAsync("theirs");
        await Should.ThrowAsync<InconsistentStateException>(grain.WriteAsync("lost"));
        await Eventually.TrueAsync(async () => await grain.GetActivationAsync() != before, "a new activation reads what is stored");
        (await grain.GetAsync()).Text.ShouldBe("theirs");
    }

    private static async Task ReactivateAsync(IStateGrain grain)
    {
        var before = await grain.GetActivationAsync();
        await grain.DeactivateAsync();
        await Eventually.TrueAsync(async () => await grain.GetActivationAsync() != before, "a new activation");
    }
}
