using Orleans.Embedded.Tests.Conformance;
using Orleans.Embedded.Tests.Conformance.Grains;

namespace Orleans.Embedded.Tests.Embedded;

/// <summary>A method called often enough runs on its caller's thread. Nothing else about it may change.</summary>
public sealed class InlineCallTests : IAsyncLifetime
{
    private const int Often = 300;
    private readonly EmbeddedFixture _engine = new();

    public Task InitializeAsync() => _engine.StartAsync(new GrainFixtureOptions());

    public async Task DisposeAsync() => await _engine.DisposeAsync();

    [Fact]
    public async Task TrainedMethod_StillResumesOnItsScheduler()
    {
        var grain = _engine.GrainFactory.GetGrain<ICallGrain>("scheduler");
        for (var i = 0; i < Often; i++)
        {
            (await grain.ResumesOnSchedulerAsync()).ShouldBeTrue();
        }
    }

    [Fact]
    public async Task TrainedMethod_StillRunsOneAtATime()
    {
        var grain = _engine.GrainFactory.GetGrain<ICallGrain>("turns");
        for (var i = 0; i < Often; i++)
        {
            await grain.AddLaterAsync(1);
        }

        await Task.WhenAll(Enumerable.Range(0, Often).Select(_ => grain.AddLaterAsync(1).AsTask())).Within();
        (await grain.AddAsync(0)).ShouldBe(2 * Often);
    }

    [Fact]
    public async Task TrainedMethod_StillThrowsItsException()
    {
        var grain = _engine.GrainFactory.GetGrain<ICallGrain>("throws");
        for (var i = 0; i < Often; i++)
        {
            (await Should.ThrowAsync<InvalidDataException>(grain.ThrowAsync($"{i}"))).Message.ShouldBe($"{i}");
        }
    }

    [Fact]
    public async Task TrainedMethod_StillEndsWithItsCallersToken()
    {
        var grain = _engine.GrainFactory.GetGrain<ICallGrain>("token");
        for (var i = 0; i < Often; i++)
        {
            using var source = new CancellationTokenSource();
            var call = grain.WaitForCancellationAsync(source.Token);
            await source.CancelAsync();
            await Should.ThrowAsync<OperationCanceledException>(call.Within());
        }
    }

    [Fact]
    public async Task TrainedMethod_DoesNotSeeItsCallersAmbientValues()
    {
        var ambient = new AsyncLocal<string?>();
        var grain = _engine.GrainFactory.GetGrain<IBlockingGrain>("ambient");
        BlockingGrain.Ambient = ambient;
        ambient.Value = "the caller's";
        for (var i = 0; i < Often; i++)
        {
            (await grain.ReadAmbientAsync()).ShouldBeNull();
            ambient.Value.ShouldBe("the caller's");
        }
    }

    [Fact]
    public async Task DeepChains_OfTrainedMethods_End()
    {
        for (var i = 0; i < 50; i++)
        {
            (await _engine.GrainFactory.GetGrain<IReentrantGrain>("a").CallBackAsync("b", 200).Within()).ShouldBe(200);
        }
    }
}
