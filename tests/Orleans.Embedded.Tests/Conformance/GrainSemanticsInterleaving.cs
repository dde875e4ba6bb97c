using Orleans.Embedded.Tests.Conformance.Grains;

namespace Orleans.Embedded.Tests.Conformance;

public abstract class GrainSemanticsInterleaving(IGrainFixture fixture) : GrainSemantics(fixture)
{
    [Fact]
    public async Task AlwaysInterleave_RunsWhileRequestAwaits()
    {
        var grain = Grains.GetGrain<IInterleavingGrain>(NewKey());
        var waiting = grain.WaitAsync();
        await Eventually.TrueAsync(async () => await grain.CountWaitingAsync() == 1, "the request runs");
        await grain.OpenAsync().Within();
        (await waiting.Within()).ShouldBe(1);
    }

    [Fact]
    public async Task OrdinaryRequest_RunsWhileOneThatInterleavesAwaits()
    {
        var grain = Grains.GetGrain<IInterleavingGrain>(NewKey());
        var waiting = grain.WaitInterleavingAsync();
        await Eventually.TrueAsync(async () => await grain.CountWaitingAsync() == 1, "the request runs");

        (await grain.CountAsync().Within()).ShouldBe(1);

        await grain.OpenAsync();
        await waiting.Within();
    }

    [Fact]
    public async Task OrdinaryRequest_WaitsForTheOneBefore()
    {
        var grain = Grains.GetGrain<IInterleavingGrain>(NewKey());
        var waiting = grain.WaitAsync();
        await Eventually.TrueAsync(async () => await grain.CountWaitingAsync() == 1, "the request runs");
        var after = grain.CountAsync();
        (await grain.CountWaitingAsync()).ShouldBe(1);
        after.IsCompleted.ShouldBeFalse();
        await grain.OpenAsync();
        await waiting.Within();
        (await after.Within()).ShouldBe(0);
    }

    [Fact]
    public async Task ReadOnlyRequests_InterleaveWithEachOther()
    {
        var grain = Grains.GetGrain<IInterleavingGrain>(NewKey());
        var waiting = new[] { grain.WaitReadOnlyAsync(), grain.WaitReadOnlyAsync(), grain.WaitReadOnlyAsync() };
        await Eventually.TrueAsync(async () => await grain.CountWaitingAsync() == 3, "all three run");
        (await grain.CountReadersAsync().Within()).ShouldBe(3);
        await grain.OpenAsync();
        await Task.WhenAll(waiting).Within();
    }

    [Fact]
    public async Task ReadOnlyRequest_WaitsForWriter()
    {
        var grain = Grains.GetGrain<IInterleavingGrain>(NewKey());
        var writer = grain.WaitAsync();
        await Eventually.TrueAsync(async () => await grain.CountWaitingAsync() == 1, "the writer runs");
        var reader = grain.CountReadersAsync();
        await grain.CountWaitingAsync();
        reader.IsCompleted.ShouldBeFalse();
        await grain.OpenAsync();
        await writer.Within();
        await reader.Within();
    }

    [Fact]
    public async Task Reentrant_RunsRequestsWhileOthersAwait()
    {
        var grain = Grains.GetGrain<IReentrantGrain>(NewKey());
        var waiting = grain.WaitAsync();
        await grain.OpenAsync().Within();
        await waiting.Within();
    }

    [Fact]
    public async Task Reentrant_MayBeCalledBack() =>
        (await Grains.GetGrain<IReentrantGrain>(NewKey()).CallBackAsync(NewKey(), 20).Within()).ShouldBe(20);
}
