using Microsoft.Extensions.DependencyInjection;
using Orleans.Runtime;
using Orleans.Storage;

namespace Orleans.Embedded.Storage;

/// <summary>Finds the storage provider of a name.</summary>
internal sealed class GrainStorages(IServiceProvider services, IGrainStateSerializer serializer)
{
    public const string DefaultName = "Default";

    /// <summary>The provider registered under the name, or else the engine's database.</summary>
    /// <exception cref="OrleansConfigurationException">There is neither.</exception>
    public IGrainStorage Get(string? name)
    {
        if (services.GetKeyedService<IGrainStorage>(name ?? DefaultName) is { } registered)
        {
            return registered;
        }

        return services.GetService<IGrainDatabase>() is { } database
            ? new SqliteGrainStorage(name ?? DefaultName, database, serializer)
            : throw new OrleansConfigurationException(
                $"No grain storage is configured under the name '{name ?? DefaultName}'. Call UseSqlite, UseGrainDatabase or AddMemoryGrainStorage.");
    }
}
