using Microsoft.Extensions.DependencyInjection;
using Orleans.Embedded.Runtime;
using Orleans.Streams;

namespace Orleans;

/// <summary>Streams as grains use them.</summary>
public static class GrainStreamingExtensions
{
    /// <summary>The stream provider of this name.</summary>
    /// <exception cref="InvalidOperationException">No provider of this name is configured.</exception>
    public static IStreamProvider GetStreamProvider(this Grain grain, string name) => GetStreamProvider((IGrainBase)grain, name);

    /// <inheritdoc cref="GetStreamProvider(Grain, string)"/>
    public static IStreamProvider GetStreamProvider(this IGrainBase grain, string name) =>
        grain.GrainContext.SharedServices().GetRequiredKeyedService<IStreamProvider>(name);
}
