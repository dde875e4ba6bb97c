using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orleans.Embedded.Runtime;

namespace Orleans.Embedded.Hosting;

/// <summary>Starts and stops the engine with its host.</summary>
internal sealed class EngineHostedService(IServiceProvider services) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        var started = Stopwatch.GetTimestamp();
        var runtime = services.GetRequiredService<GrainRuntime>();
        services.GetRequiredService<ActivationCollector>();
        var elapsed = Stopwatch.GetElapsedTime(started);
        runtime.Log.Started(elapsed, runtime.KindCount);
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) =>
        services.GetRequiredService<GrainRuntime>().StopAsync(cancellationToken);
}
