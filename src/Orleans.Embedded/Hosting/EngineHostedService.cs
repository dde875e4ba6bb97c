using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orleans.Embedded.Reminders;
using Orleans.Embedded.Runtime;
using Orleans.Embedded.Storage;

namespace Orleans.Embedded.Hosting;

/// <summary>Starts and stops the engine with its host.</summary>
internal sealed class EngineHostedService(IServiceProvider services) : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        var started = Stopwatch.GetTimestamp();
        var runtime = services.GetRequiredService<GrainRuntime>();
        services.GetRequiredService<ActivationCollector>();
        if (services.GetService<IGrainDatabase>() is { } database)
        {
            await GrainDatabaseSchema.EnsureAsync(database, cancellationToken);
        }

        services.GetRequiredService<ReminderService>().Start();
        var elapsed = Stopwatch.GetElapsedTime(started);
        runtime.Log.Started(elapsed, runtime.KindCount);
    }

    public Task StopAsync(CancellationToken cancellationToken)
    {
        services.GetRequiredService<ReminderService>().Stop();
        return services.GetRequiredService<GrainRuntime>().StopAsync(cancellationToken);
    }
}
