using Orleans.Configuration;
using Orleans.Embedded.Tests.Conformance.Grains;

namespace Orleans.Embedded.Tests.Conformance;

/// <summary>What both engines are told alike.</summary>
public static class ConformanceSilo
{
    public const string Streams = "streams";

    public static void Configure(ISiloBuilder silo, GrainFixtureOptions options)
    {
        silo.Configure<SiloMessagingOptions>(o => o.ResponseTimeout = options.ResponseTimeout);
        silo.Configure<GrainCollectionOptions>(o =>
        {
            o.CollectionAge = options.CollectionAge;
            o.CollectionQuantum = options.CollectionQuantum;
        });
        silo.Configure<ReminderOptions>(o => o.MinimumReminderPeriod = TimeSpan.FromMilliseconds(100));
        silo.AddMemoryStreams(Streams);
        silo.AddMemoryGrainStorage("PubSubStore");
        if (options.WithFilters)
        {
            silo.AddIncomingGrainCallFilter<DoublingFilter>();
        }
    }

    public static void KeepInMemory(ISiloBuilder silo)
    {
        silo.AddMemoryGrainStorageAsDefault();
        silo.AddMemoryGrainStorage("other");
        silo.UseInMemoryReminderService();
    }
}
