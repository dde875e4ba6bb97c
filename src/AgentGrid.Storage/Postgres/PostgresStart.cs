using Microsoft.Extensions.Logging;
using Npgsql;

namespace AgentGrid.Storage.Postgres;

/// <summary>
/// Comes to a PostgreSQL that may still be starting (services that are started together), and to one that the server before this
/// one has not left yet (a restart that overlaps).
/// </summary>
/// <param name="hold">The lock to take; null where several servers share the database.</param>
internal sealed partial class PostgresStart(string connectionString, PostgresHold? hold, TimeProvider time, ILogger logger)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);

    /// <summary>How long what may pass is waited for.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(30);

    /// <exception cref="StorageStartException">There is no getting in; the message names the fix.</exception>
    public async Task WaitAsync(CancellationToken cancellationToken)
    {
        var began = time.GetTimestamp();
        StorageStartException? before = null;
        while (await TryAsync(cancellationToken) is { } obstacle)
        {
            if (time.GetElapsedTime(began) >= Patience)
            {
                throw obstacle;
            }

            if (obstacle.Message != before?.Message)
            {
                LogWaiting(obstacle.Message, Patience.TotalSeconds);
            }

            before = obstacle;
            await Task.Delay(Pause, time, cancellationToken);
        }
    }

    /// <returns>Null when it is done, or what stands in the way and may pass.</returns>
    private async Task<StorageStartException?> TryAsync(CancellationToken cancellationToken)
    {
        try
        {
            if (hold is not null)
            {
                return await hold.TryTakeAsync(cancellationToken) is { } owner ? Occupied(owner) : null;
            }

            await using var connection = new NpgsqlConnection(connectionString);
            await connection.OpenAsync(cancellationToken);
            return null;
        }
        catch (Exception exception) when (PostgresErrors.Translate(exception) is StorageUnavailableException unavailable)
        {
            var obstacle = new StorageStartException(unavailable.Message, exception);
            return PostgresErrors.MayPass(exception) ? obstacle : throw obstacle;
        }
    }

    private static StorageStartException Occupied(string owner) => new(
        $"Another AgentGrid server works on this PostgreSQL database{(owner.Length == 0 ? "" : $" ({owner})")}; two would cut each "
        + "other's answers, and neither has the other's files. Stop it first (in Kubernetes: strategy Recreate and one replica), or "
        + "give this one a database of its own in ConnectionStrings:AgentGrid.");
}
