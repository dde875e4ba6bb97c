using Microsoft.Extensions.DependencyInjection;
using Orleans.Streams;

namespace Orleans;

/// <summary>Streams as code outside grains uses them.</summary>
public static class ClientStreamingExtensions
{
    /// <summary>The stream provider of this name.</summary>
    /// <exception cref="InvalidOperationException">No provider of this name is configured.</exception>
    public static IStreamProvider GetStreamProvider(this IClusterClient client, string name) =>
        client.ServiceProvider.GetRequiredKeyedService<IStreamProvider>(name);
}
