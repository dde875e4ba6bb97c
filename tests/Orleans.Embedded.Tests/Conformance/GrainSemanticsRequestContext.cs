using Orleans.Embedded.Tests.Conformance.Grains;

namespace Orleans.Embedded.Tests.Conformance;

public abstract class GrainSemanticsRequestContext(IGrainFixture fixture) : GrainSemantics(fixture)
{
    private readonly AsyncLocal<string?> _ambient = new();

    [Fact]
    public async Task RequestContext_FlowsAlongTheCallChain()
    {
        RequestContext.Set("name", "value");
        var grain = Grains.GetGrain<IContextGrain>(NewKey());
        (await grain.GetAsync("name")).ShouldBe("value");
        (await grain.GetThroughOtherAsync("name", NewKey())).ShouldBe("value");
    }

    [Fact]
    public async Task RequestContext_SetByCallee_DoesNotComeBack()
    {
        var grain = Grains.GetGrain<IContextGrain>(NewKey());
        for (var i = 0; i < 50; i++)
        {
            (await grain.SetAndGetAsync("theirs", "x")).ShouldBe("x");
            RequestContext.Get("theirs").ShouldBeNull();
            (await grain.GetAsync("theirs")).ShouldBeNull("and does not stay in the grain");
        }
    }

    [Fact]
    public async Task RequestContext_OfOtherCaller_IsNotSeen()
    {
        var grain = Grains.GetGrain<IContextGrain>(NewKey());
        await Task.WhenAll(Enumerable.Range(0, 100).Select(i => Task.Run(async () =>
        {
            RequestContext.Set("caller", $"{i}");
            (await grain.GetAsync("caller")).ShouldBe($"{i}");
        }))).Within();
    }
}
