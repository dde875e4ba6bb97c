using Microsoft.Extensions.DependencyInjection;
using Orleans.Embedded.Statistics;
using Orleans.Embedded.Tests.Conformance;
using Orleans.Embedded.Tests.Conformance.Grains;

namespace Orleans.Embedded.Tests.Embedded;

public sealed class StatisticsTests
{
    [Fact]
    public async Task Statistics_CountActivationsCallsAndErrors()
    {
        await using var engine = new EmbeddedFixture();
        await engine.StartAsync(new GrainFixtureOptions());
        for (var i = 0; i < 100; i++)
        {
            await engine.GrainFactory.GetGrain<ICallGrain>($"{i % 3}").AddAsync(1);
        }

        for (var i = 0; i < 5; i++)
        {
            await Should.ThrowAsync<InvalidDataException>(engine.GrainFactory.GetGrain<ICallGrain>("0").ThrowAsync("x"));
        }

        var snapshot = engine.Services.GetRequiredService<IGrainStatistics>().Read();
        snapshot.Activations.ShouldBe(3);
        snapshot.Classes.Single(c => c.GrainType == "call").Activations.ShouldBe(3);
        var add = snapshot.Methods.Single(m => m.Method == nameof(ICallGrain.AddAsync));
        (add.Interface, add.Calls, add.Errors).ShouldBe((typeof(ICallGrain).FullName!, 100L, 0L));
        add.P50.ShouldBeLessThanOrEqualTo(add.P99);
        add.P99.ShouldBeGreaterThan(TimeSpan.Zero);
        var failed = snapshot.Methods.Single(m => m.Method == nameof(ICallGrain.ThrowAsync));
        (failed.Calls, failed.Errors).ShouldBe((5L, 5L));
    }
}
