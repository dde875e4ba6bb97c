using Npgsql;

namespace AgentGrid.Storage.Postgres;

/// <summary>Takes connections from the pool, and waits for a database that says it will be there soon.</summary>
internal sealed class PostgresOpener(NpgsqlDataSource source, TimeProvider time)
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(1);

    /// <exception cref="StorageUnavailableException">There is none to be had, for which nothing was done.</exception>
    public async ValueTask<NpgsqlConnection> OpenAsync(CancellationToken cancellationToken)
    {
        var began = time.GetTimestamp();
        for (var pause = FirstPause; ; pause = Shorter(pause * 2, LongestPause))
        {
            try
            {
                return await source.OpenConnectionAsync(cancellationToken);
            }
            catch (NpgsqlException exception) when (time.GetElapsedTime(began) < PostgresErrors.PatienceWith(exception))
            {
                await Task.Delay(pause, time, cancellationToken);
            }
            catch (Exception exception) when (PostgresErrors.Translate(exception) is StorageUnavailableException unavailable)
            {
                throw unavailable;
            }
        }
    }

    private static TimeSpan Shorter(TimeSpan one, TimeSpan other) => one < other ? one : other;
}
