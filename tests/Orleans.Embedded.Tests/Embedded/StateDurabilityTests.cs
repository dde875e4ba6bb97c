using Orleans.Embedded.Tests.Conformance;
using Orleans.Embedded.Tests.Conformance.Grains;

namespace Orleans.Embedded.Tests.Embedded;

public sealed class StateDurabilityTests
{
    [Fact]
    public async Task State_SurvivesRestart()
    {
        var path = TemporaryFile.NewPath();
        StateView written;
        await using (var before = await StartAsync(path))
        {
            written = await before.GrainFactory.GetGrain<IStateGrain>("kept").WriteAsync("text");
        }

        await using var after = await StartAsync(path);
        (await after.GrainFactory.GetGrain<IStateGrain>("kept").GetAsync()).ShouldBe(written);
    }

    [Fact]
    public async Task Writes_OfManyGrainsAtOnce_AreAllKept()
    {
        var path = TemporaryFile.NewPath();
        await using (var before = await StartAsync(path))
        {
            await Task.WhenAll(Enumerable.Range(0, 500).Select(i => before.GrainFactory.GetGrain<IStateGrain>($"{i}").WriteAsync($"text {i}"))).Within();
        }

        await using var after = await StartAsync(path);
        var read = await Task.WhenAll(Enumerable.Range(0, 500).Select(i => after.GrainFactory.GetGrain<IStateGrain>($"{i}").GetAsync())).Within();
        read.Select(s => s.Text).ShouldBe(Enumerable.Range(0, 500).Select(i => $"text {i}"));
    }

    [Fact]
    public async Task StateWithoutStorage_FailsActivationAndSaysWhatToDo()
    {
        await using var engine = new EmbeddedFixture(inMemory: false);
        await engine.StartAsync(new GrainFixtureOptions());
        var failure = await Should.ThrowAsync<OrleansConfigurationException>(engine.GrainFactory.GetGrain<IStateGrain>("x").GetAsync());
        failure.Message.ShouldContain("UseSqlite");
    }

    private static async Task<EmbeddedFixture> StartAsync(string path)
    {
        var engine = new EmbeddedFixture(path);
        await engine.StartAsync(new GrainFixtureOptions());
        return engine;
    }
}
