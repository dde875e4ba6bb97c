using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Orleans;
using Orleans.Embedded.Hosting;
using Orleans.Embedded.Manifest;
using Orleans.Embedded.Reminders;
using Orleans.Embedded.Runtime;
using Orleans.Embedded.Statistics;
using Orleans.Embedded.Storage;
using Orleans.Embedded.Timers;
using Orleans.Hosting;
using Orleans.Runtime;
using Orleans.Timers;

namespace Microsoft.Extensions.Hosting;

/// <summary>Adds the embedded grain engine to a host.</summary>
public static class OrleansEmbeddedHostingExtensions
{
    /// <summary>Adds the engine. It starts and stops with the host.</summary>
    public static IHostApplicationBuilder UseOrleansEmbedded(
        this IHostApplicationBuilder builder, Action<ISiloBuilder>? configureDelegate = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.AddOrleansEmbedded(builder.Configuration, configureDelegate);
        return builder;
    }

    /// <summary>Adds the engine to a collection of services.</summary>
    public static IServiceCollection AddOrleansEmbedded(
        this IServiceCollection services, IConfiguration configuration, Action<ISiloBuilder>? configureDelegate = null)
    {
        services.AddLogging();
        services.AddOptions();
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton(static _ =>
        {
            var manifest = new GrainManifest();
            manifest.AddLoaded();
            return manifest;
        });
        services.TryAddSingleton<GrainRuntime>();
        services.TryAddSingleton<IGrainRuntime>(static s => s.GetRequiredService<GrainRuntime>());
        services.TryAddSingleton<EmbeddedGrainFactory>();
        services.TryAddSingleton<IClusterClient>(static s => s.GetRequiredService<EmbeddedGrainFactory>());
        services.TryAddSingleton<IGrainFactory>(static s => s.GetRequiredService<EmbeddedGrainFactory>());
        services.TryAddSingleton<ActivationCollector>();
        services.TryAddSingleton<ITimerRegistry, TimerRegistry>();
        services.TryAddSingleton<IGrainStateSerializer, JsonGrainStateSerializer>();
        services.TryAddSingleton<GrainStorages>();
        services.TryAddSingleton<IGrainStatistics, GrainStatistics>();
        services.TryAddSingleton<ReminderService>();
        services.TryAddSingleton<IReminderRegistry>(static s => s.GetRequiredService<ReminderService>());
        configureDelegate?.Invoke(new EmbeddedSiloBuilder(services, configuration));
        services.TryAddSingleton<IReminderStore>(static s => s.GetService<IGrainDatabase>() is { } database
            ? new SqliteReminderStore(database)
            : InMemory(s));
        services.AddHostedService<EngineHostedService>();
        return services;
    }

    private static MemoryReminderStore InMemory(IServiceProvider services)
    {
        services.GetRequiredService<GrainRuntime>().Log.RemindersInMemory();
        return new MemoryReminderStore();
    }
}
