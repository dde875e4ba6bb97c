namespace Orleans.Embedded.Tests.Conformance;

/// <summary>An engine to run the conformance suite on.</summary>
public interface IGrainFixture : IAsyncDisposable
{
    IGrainFactory GrainFactory { get; }

    IClusterClient Client { get; }

    Task StartAsync(GrainFixtureOptions options);
}
