using System.Net;
using System.Net.Sockets;
using AgentGrid.Naming;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orleans.Serialization;

namespace AgentGrid.Grains.Tests.Hosting;

/// <summary>Real Orleans as the engine that the tests run on: a silo of its own, keeping nothing beyond its end.</summary>
internal static class TestEngine
{
    public static void Use(IHostApplicationBuilder builder)
    {
        builder.Services.Configure<ExceptionSerializationOptions>(
            static exceptions => exceptions.SupportedNamespacePrefixes.Add(nameof(AgentGrid)));

        // A silo whose clock stands still does not live: a test's clock is for the grains alone.
        builder.Services.AddKeyedSingleton(KeyedService.AnyKey, TimeProvider.System);
        builder.UseOrleans(static silo => silo
            .UseLocalhostClustering(FreePort(), gatewayPort: 0)
            .AddMemoryGrainStorageAsDefault()
            .AddMemoryGrainStorage("PubSubStore")
            .AddMemoryStreams(StreamNames.Provider)
            .UseInMemoryReminderService());
    }

    private static int FreePort()
    {
        using var probe = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        probe.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)probe.LocalEndPoint!).Port;
    }
}
