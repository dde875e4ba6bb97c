using Orleans.Embedded.Tests.Conformance.Grains;

namespace Orleans.Embedded.Tests.Conformance;

public abstract class GrainSemanticsFilters(IGrainFixture fixture) : GrainSemantics(fixture)
{
    protected override GrainFixtureOptions Options => new() { WithFilters = true };

    [Fact]
    public async Task Filter_MayReplaceResult()
    {
        var grain = Grains.GetGrain<IFilteredGrain>(NewKey());
        (await grain.EchoAsync(21)).ShouldBe(42);
        (await grain.EchoLaterAsync(4)).ShouldBe(8);
    }

    [Fact]
    public async Task Filter_MayRefuse() =>
        (await Should.ThrowAsync<UnauthorizedAccessException>(Grains.GetGrain<IFilteredGrain>(NewKey()).RefusedAsync()))
            .Message.ShouldBe("refused by the filter");

    [Fact]
    public async Task Filter_LetsExceptionsThrough() =>
        (await Should.ThrowAsync<InvalidDataException>(Grains.GetGrain<IFilteredGrain>(NewKey()).FailAsync()))
            .Message.ShouldBe("from the grain");

    [Fact]
    public async Task Filter_SeesMethodAndArguments() =>
        (await Grains.GetGrain<IFilteredGrain>(NewKey()).SeenByFilterAsync("x"))
            .ShouldBe("FilteredGrain.SeenByFilterAsync(1)");
}
