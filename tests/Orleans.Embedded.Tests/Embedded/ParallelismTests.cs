using Orleans.Embedded.Invocation;
using Orleans.Embedded.Tests.Conformance;

namespace Orleans.Embedded.Tests.Embedded;

public sealed class ParallelismTests
{
    [Fact]
    public async Task CpuBoundCalls_OfOneCaller_RunOnSeveralThreads()
    {
        await using var engine = new EmbeddedFixture();
        await engine.StartAsync(new GrainFixtureOptions());

        // Each holds its thread until the other is inside too: one after the other they would never end.
        using var barrier = new Barrier(2);
        BlockingGrain.Barriers["pair"] = barrier;
        var met = await Task.WhenAll(
            engine.GrainFactory.GetGrain<IBlockingGrain>("a").MeetAsync("pair"),
            engine.GrainFactory.GetGrain<IBlockingGrain>("b").MeetAsync("pair")).Within();
        met.ShouldBe([true, true]);
    }

    [Fact]
    public void Gauge_AllowsInlineOnlyAfterManyShortRuns()
    {
        var gauge = new InlineGauge();
        gauge.Allows.ShouldBeFalse();
        Train(gauge);
        gauge.Allows.ShouldBeTrue();
    }

    [Fact]
    public void Gauge_AfterLongRun_TakesLongerToTrustEachTime()
    {
        var gauge = new InlineGauge();
        Train(gauge);
        var first = RunsToTrustAfterLongRun(gauge);
        RunsToTrustAfterLongRun(gauge).ShouldBeGreaterThan(first);
    }

    private static int RunsToTrustAfterLongRun(InlineGauge gauge)
    {
        gauge.Observe(long.MaxValue);
        var runs = 0;
        while (!gauge.Allows)
        {
            gauge.Observe(1);
            runs++;
        }

        return runs;
    }

    private static void Train(InlineGauge gauge)
    {
        for (var i = 0; i < 16; i++)
        {
            gauge.Observe(1);
        }
    }
}
