using Orleans.Configuration;
using Orleans.Embedded.Tests.Conformance;
using Orleans.TestingHost;

namespace Orleans.Embedded.Tests.Cluster;

/// <summary>Real Orleans: a cluster of two silos in this process, reached through a client, so that calls are serialized.</summary>
public sealed class ClusterFixture : IGrainFixture
{
    private const short Silos = 2;
    private InProcessTestCluster? _cluster;

    public IGrainFactory GrainFactory => Client;

    public IClusterClient Client => _cluster!.Client;

    public async Task StartAsync(GrainFixtureOptions options)
    {
        var builder = new InProcessTestClusterBuilder(Silos);
        builder.Options.ConfigureFileLogging = false;
        builder.ConfigureSilo((_, silo) =>
        {
            ConformanceSilo.Configure(silo, options);
            ConformanceSilo.KeepInMemory(silo);
        });
        builder.ConfigureClient(client => client
            .Configure<ClientMessagingOptions>(messaging => messaging.ResponseTimeout = options.ResponseTimeout)
            .AddMemoryStreams(ConformanceSilo.Streams));
        _cluster = builder.Build();
        await _cluster.DeployAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (_cluster is { } cluster)
        {
            _cluster = null;
            await cluster.StopAllSilosAsync();
            await cluster.DisposeAsync();
        }
    }
}
