using Orleans.Embedded.Tests.Conformance.Grains;

namespace Orleans.Embedded.Tests.Conformance;

public abstract class GrainSemanticsCalls(IGrainFixture fixture) : GrainSemantics(fixture)
{
    [Fact]
    public async Task Call_WithStringKey_ReachesGrainOfThatKey()
    {
        var key = NewKey();
        (await Grains.GetGrain<ICallGrain>(key).GetKeyAsync()).ShouldBe(key);
    }

    [Fact]
    public async Task Calls_ThroughTwoReferences_ReachOneActivation()
    {
        var key = NewKey();
        await Grains.GetGrain<ICallGrain>(key).AddAsync(2);
        (await Grains.GetGrain<ICallGrain>(key).AddAsync(3)).ShouldBe(5);
    }

    [Fact]
    public async Task Calls_Concurrent_RunOneAtATime()
    {
        var grain = Grains.GetGrain<ICallGrain>(NewKey());
        await Task.WhenAll(Enumerable.Range(0, 200).Select(_ => grain.AddLaterAsync(1).AsTask())).Within();
        (await grain.AddAsync(0)).ShouldBe(200);
    }

    [Fact]
    public async Task Calls_ManyFromManyThreads_AreAllCounted()
    {
        var key = NewKey();
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(async () =>
        {
            var grain = Grains.GetGrain<ICallGrain>(key);
            for (var i = 0; i < 5_000; i++)
            {
                await grain.AddAsync(1);
            }
        }))).Within();
        (await Grains.GetGrain<ICallGrain>(key).AddAsync(0)).ShouldBe(40_000);
    }

    [Fact]
    public async Task Call_OfTaskAndValueTask_Completes()
    {
        var grain = Grains.GetGrain<ICallGrain>(NewKey());
        await grain.SetAsync(7);
        await grain.TouchAsync();
        (await grain.AddAsync(0)).ShouldBe(7);
    }

    [Fact]
    public async Task Call_ThatThrows_ThrowsSameTypeAndMessage()
    {
        var grain = Grains.GetGrain<ICallGrain>(NewKey());
        (await Should.ThrowAsync<InvalidDataException>(grain.ThrowAsync("at once"))).Message.ShouldBe("at once");
        (await Should.ThrowAsync<InvalidDataException>(grain.ThrowLaterAsync("later").AsTask())).Message.ShouldBe("later");
        (await grain.AddAsync(1)).ShouldBe(1, "the grain goes on after a failed call");
    }

    [Fact]
    public async Task Await_InGrain_ResumesOnItsScheduler() =>
        (await Grains.GetGrain<ICallGrain>(NewKey()).ResumesOnSchedulerAsync().Within()).ShouldBeTrue();

    [Fact]
    public async Task OneWayCall_IsEventuallyDone()
    {
        var grain = Grains.GetGrain<ICallGrain>(NewKey());
        await grain.ForgetAsync(4);
        await Eventually.TrueAsync(async () => await grain.AddAsync(0) == 4, "the one-way call arrives");
    }

    [Fact]
    public async Task Call_FromGrainToGrain_Answers() =>
        (await Grains.GetGrain<ICallGrain>(NewKey()).CallOtherAsync("other").Within()).ShouldBe("other");

    [Fact]
    public async Task CancelledToken_EndsCallAndReachesGrain()
    {
        var grain = Grains.GetGrain<ICallGrain>(NewKey());
        using var source = new CancellationTokenSource();
        var call = grain.WaitForCancellationAsync(source.Token);
        await source.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(call.Within());

        // The grain is free again only when its own method has seen the token.
        (await grain.AddAsync(1).AsTask().Within()).ShouldBe(1);
    }

    [Fact]
    public async Task TokenCancelledBefore_CallThrowsWithoutRunning()
    {
        var grain = Grains.GetGrain<ICallGrain>(NewKey());
        using var source = new CancellationTokenSource();
        await source.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(async () => await grain.WaitForCancellationAsync(source.Token));
    }
}
