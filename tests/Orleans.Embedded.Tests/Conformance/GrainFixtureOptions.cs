namespace Orleans.Embedded.Tests.Conformance;

/// <summary>What a test changes in its engine.</summary>
public sealed record GrainFixtureOptions
{
    public TimeSpan ResponseTimeout { get; init; } = TimeSpan.FromSeconds(30);

    public TimeSpan CollectionAge { get; init; } = TimeSpan.FromMinutes(15);

    public TimeSpan CollectionQuantum { get; init; } = TimeSpan.FromMinutes(1);

    public bool WithFilters { get; init; }
}
