using Orleans.Configuration;

namespace Orleans.Embedded.Tests.Conformance;

/// <summary>What both engines are told alike.</summary>
public static class ConformanceSilo
{
    public static void Configure(ISiloBuilder silo, GrainFixtureOptions options)
    {
        silo.Configure<SiloMessagingOptions>(o => o.ResponseTimeout = options.ResponseTimeout);
        silo.Configure<GrainCollectionOptions>(o =>
        {
            o.CollectionAge = options.CollectionAge;
            o.CollectionQuantum = options.CollectionQuantum;
        });
    }
}
