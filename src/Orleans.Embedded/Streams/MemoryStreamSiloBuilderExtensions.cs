using Microsoft.Extensions.DependencyInjection;
using Orleans.Embedded.Streams;
using Orleans.Streams;

namespace Orleans.Hosting;

/// <summary>Adds stream providers.</summary>
public static class MemoryStreamSiloBuilderExtensions
{
    /// <summary>Adds memory streams under a name.</summary>
    public static ISiloBuilder AddMemoryStreams(this ISiloBuilder builder, string name)
    {
        builder.Services.AddKeyedSingleton<IStreamProvider>(
            name, static (services, key) => ActivatorUtilities.CreateInstance<MemoryStreamProvider>(services, (string)key!));
        return builder;
    }
}
