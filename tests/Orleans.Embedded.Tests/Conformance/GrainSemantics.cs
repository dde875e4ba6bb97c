namespace Orleans.Embedded.Tests.Conformance;

/// <summary>Base of the suites: one fixture per test, started with the options the test asks for.</summary>
public abstract class GrainSemantics(IGrainFixture fixture) : IAsyncLifetime
{
    private int _keys;

    protected IGrainFactory Grains => fixture.GrainFactory;

    protected IGrainFixture Fixture => fixture;

    protected virtual GrainFixtureOptions Options => new();

    public Task InitializeAsync() => fixture.StartAsync(Options);

    public async Task DisposeAsync() => await fixture.DisposeAsync();

    protected string NewKey() => $"{GetType().Name}-{Interlocked.Increment(ref _keys)}";
}
