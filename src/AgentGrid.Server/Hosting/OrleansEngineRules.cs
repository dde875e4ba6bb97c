using System.Net;
using AgentGrid.Storage.Hosting;

namespace AgentGrid.Server.Hosting;

/// <summary>What a cluster's settings must satisfy before a silo is built from them.</summary>
internal static class OrleansEngineRules
{
    private const string Section = OrleansEngineOptions.Section;

    /// <summary>Every rule that is broken, with the key and the fix.</summary>
    public static IEnumerable<string> Check(OrleansEngineOptions options, IConfiguration configuration)
    {
        if (string.IsNullOrWhiteSpace(options.ClusterId) || string.IsNullOrWhiteSpace(options.ServiceId))
        {
            yield return $"{Section}:ClusterId and {Section}:ServiceId must not be empty. Leave them out for 'agentgrid'.";
        }

        if (options.SiloPort is < 1 or > IPEndPoint.MaxPort)
        {
            yield return $"{Section}:SiloPort is {options.SiloPort}. Use a port from 1 to {IPEndPoint.MaxPort}.";
        }

        if (options.GatewayPort is < OrleansEngineOptions.NoGateway or > IPEndPoint.MaxPort)
        {
            yield return $"{Section}:GatewayPort is {options.GatewayPort}. Use a port up to {IPEndPoint.MaxPort}, or 0 for no gateway.";
        }

        if (options.SiloPort is { } port && port == options.GatewayPort)
        {
            yield return $"{Section}:SiloPort and {Section}:GatewayPort are both {port}. Give them different ports.";
        }

        if (!string.IsNullOrWhiteSpace(options.AdvertisedAddress) && options.Advertised is null)
        {
            yield return $"{Section}:AdvertisedAddress is '{options.AdvertisedAddress}'. Use an IP address such as 10.0.0.5.";
        }

        var store = configuration[StorageOptions.ProviderKey];
        if (options.IsCluster && !string.Equals(store, StorageOptions.Postgres, StringComparison.OrdinalIgnoreCase))
        {
            yield return $"{Section}:Redis makes this process one of a cluster, whose silos must share a store. Set "
                + $"{StorageOptions.ProviderKey} to {StorageOptions.Postgres}, or leave {Section}:Redis out.";
        }
    }
}
