using AgentGrid.Maintenance;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace AgentGrid.Grains.Hosting;

/// <summary>
/// Begins recovery and cleanup when the server starts, so that a restart finishes at once what the last run left open.
/// </summary>
internal sealed partial class MaintenanceService(IGrainFactory grains, ILogger<MaintenanceService> logger) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await grains.GetGrain<IRecoveryGrain>(IRecoveryGrain.Key).StartAsync();
            await grains.GetGrain<ICleanupGrain>(ICleanupGrain.Key).StartAsync();
        }
        catch (Exception e) when (!stoppingToken.IsCancellationRequested)
        {
            // The server is of use without it, and every grain also recovers when it is next called.
            LogFailed(logger, e);
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Recovery and cleanup could not be started")]
    private static partial void LogFailed(ILogger logger, Exception exception);
}
