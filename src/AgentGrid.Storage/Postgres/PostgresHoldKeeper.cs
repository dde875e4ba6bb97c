using AgentGrid.Storage.Hosting;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Npgsql;

namespace AgentGrid.Storage.Postgres;

/// <summary>
/// Keeps the database to this process. When the lock's connection is lost it is taken again on a new one as soon as there is a
/// database; the server works on meanwhile. When another server took it first, this one stops: two would undo each other's work.
/// </summary>
internal sealed partial class PostgresHoldKeeper(
    PostgresHold hold, IOptions<StorageOptions> options, TimeProvider time, ILogger<PostgresHoldKeeper> logger) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (options.Value is { UsesPostgres: true, SoleServer: true })
        {
            try
            {
                await hold.WatchAsync(Interval, stoppingToken);
            }
            catch (Exception exception) when (exception is NpgsqlException or TimeoutException)
            {
                LogLost(exception.Message);
                await RetakeAsync(stoppingToken);
                LogRetaken();
            }
        }
    }

    private async Task RetakeAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                if (await hold.TryTakeAsync(cancellationToken) is not { } owner)
                {
                    return;
                }

                if (owner != hold.Name && owner.Length > 0)
                {
                    throw new StorageStartException(
                        $"Another AgentGrid server ({owner}) has taken the PostgreSQL database over while the connection to it was "
                        + "lost, so this one stops. Run one server per database.");
                }
            }
            catch (Exception exception) when (exception is NpgsqlException or TimeoutException)
            {
                // Nobody else gets in either. Whoever asks for data is told so.
            }

            await Task.Delay(Pause, time, cancellationToken);
        }
    }
}
