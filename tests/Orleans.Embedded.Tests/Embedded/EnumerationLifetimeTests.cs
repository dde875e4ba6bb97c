using Microsoft.Extensions.DependencyInjection;
using Orleans.Embedded.Tests.Conformance;
using Orleans.Embedded.Tests.Conformance.Grains;

namespace Orleans.Embedded.Tests.Embedded;

public sealed class EnumerationLifetimeTests
{
    [Fact]
    public async Task Enumeration_OfGrainThatDeactivates_IsAborted()
    {
        await using var engine = new EmbeddedFixture();
        await engine.StartAsync(new GrainFixtureOptions());
        var grain = engine.GrainFactory.GetGrain<IEnumerationGrain>("leaving");
        var watching = Task.Run(async () =>
        {
            await foreach (var value in grain.WatchAsync())
            {
                value.ShouldBe(0);
            }
        });
        await Eventually.TrueAsync(async () => await grain.CountWatchersAsync() == 1, "the enumeration began");
        await grain.DeactivateAsync();
        await Should.ThrowAsync<EnumerationAbortedException>(watching.Within());
    }

    [Fact]
    public async Task Enumeration_ThatIsWaitedFor_KeepsItsGrain()
    {
        var time = new ManualTime(DateTimeOffset.UnixEpoch);
        await using var engine = new EmbeddedFixture(configure: silo => silo.Services.AddSingleton<TimeProvider>(time));
        await engine.StartAsync(new GrainFixtureOptions());
        var grain = engine.GrainFactory.GetGrain<IEnumerationGrain>("watched");
        using var stop = new CancellationTokenSource();
        var watching = Task.Run(async () =>
        {
            await foreach (var value in grain.WatchAsync(stop.Token))
            {
                return value;
            }

            return -1;
        });
        await Eventually.TrueAsync(async () => await grain.CountWatchersAsync() == 1, "the enumeration began");
        time.Advance(TimeSpan.FromHours(1));
        time.Advance(TimeSpan.FromHours(1));
        await grain.AddAsync(7);
        (await watching.Within()).ShouldBe(7);
    }
}
