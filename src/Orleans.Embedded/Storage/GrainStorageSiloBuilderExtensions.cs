using Microsoft.Extensions.DependencyInjection;
using Orleans.Embedded.Storage;
using Orleans.Storage;

namespace Orleans.Hosting;

/// <summary>Chooses where grains keep their state.</summary>
public static class GrainStorageSiloBuilderExtensions
{
    /// <summary>Keeps states and reminders in a SQLite file of the engine's own.</summary>
    public static ISiloBuilder UseSqlite(this ISiloBuilder builder, string path)
    {
        builder.Services.AddSingleton<IGrainDatabase>(_ => new SqliteGrainDatabase(path));
        return builder;
    }

    /// <summary>Keeps states and reminders in a database that the program opens itself.</summary>
    public static ISiloBuilder UseGrainDatabase(this ISiloBuilder builder, Func<IServiceProvider, IGrainDatabase> factory)
    {
        builder.Services.AddSingleton(factory);
        return builder;
    }

    /// <summary>Keeps the states of this storage name in memory. For tests.</summary>
    public static ISiloBuilder AddMemoryGrainStorage(this ISiloBuilder builder, string name)
    {
        builder.Services.AddKeyedSingleton<IGrainStorage>(
            name, static (services, _) => new MemoryGrainStorage(services.GetRequiredService<IGrainStateSerializer>()));
        return builder;
    }

    /// <summary>Keeps the states without a storage name in memory. For tests.</summary>
    public static ISiloBuilder AddMemoryGrainStorageAsDefault(this ISiloBuilder builder) =>
        builder.AddMemoryGrainStorage(GrainStorages.DefaultName);
}
