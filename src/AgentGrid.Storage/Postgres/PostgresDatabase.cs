using AgentGrid.Storage.Sql;
using Npgsql;

namespace AgentGrid.Storage.Postgres;

/// <summary>A PostgreSQL database: each write is one transaction on a pooled connection.</summary>
internal sealed class PostgresDatabase : ISqlDatabase
{
    private const int Attempts = 5;

    // Any constant will do, as long as every process of AgentGrid takes the same. "AgntGrid" in ASCII.
    private const long SchemaLock = 0x41676E7447726964;

    private readonly NpgsqlDataSource _source;
    private readonly PostgresOpener _opener;

    public PostgresDatabase(string connectionString, TimeProvider? time = null)
    {
        _source = new NpgsqlDataSourceBuilder(PostgresConnection.WithDefaults(connectionString)).Build();
        _opener = new PostgresOpener(_source, time ?? TimeProvider.System);
    }

    public SqlDialect Dialect => SqlDialect.Postgres;

    public ValueTask<T> WriteAsync<T>(
        Func<ISqlSession, ValueTask<T>> work, WritePriority priority, CancellationToken cancellationToken = default) =>
        WriteAsync(work, null, cancellationToken);

    public ValueTask<T> ExclusiveAsync<T>(
        Func<ISqlSession, ValueTask<T>> work, CancellationToken cancellationToken = default) =>
        WriteAsync(work, SchemaLock, cancellationToken);

    public async ValueTask<T> ReadAsync<T>(
        Func<ISqlSession, ValueTask<T>> work, CancellationToken cancellationToken = default)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await using var connection = await _opener.OpenAsync(cancellationToken);
                return await work(new PostgresSession(connection, null));
            }
            catch (Exception exception) when (attempt < Attempts && PostgresErrors.IsBroken(exception))
            {
                _source.Clear();
            }
            catch (Exception exception) when (PostgresErrors.Translate(exception) is StorageUnavailableException unavailable)
            {
                throw unavailable;
            }
        }
    }

    public ValueTask DisposeAsync() => _source.DisposeAsync();

    private async ValueTask<T> WriteAsync<T>(
        Func<ISqlSession, ValueTask<T>> work, long? advisoryLock, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        for (var attempt = 1; ; attempt++)
        {
            var committing = false;
            try
            {
                await using var connection = await _opener.OpenAsync(cancellationToken);
                await using var transaction = await connection.BeginTransactionAsync(CancellationToken.None);
                var session = new PostgresSession(connection, transaction);
                if (advisoryLock is { } key)
                {
                    await session.ExecuteAsync("SELECT pg_advisory_xact_lock(@key)", ("@key", key));
                }

                var result = await work(session);
                committing = true;
                await transaction.CommitAsync(CancellationToken.None);
                return result;
            }
            catch (PostgresException exception) when (attempt < Attempts && PostgresErrors.IsRetryable(exception))
            {
                // Lost to a concurrent transaction that has finished since: going again at once is what PostgreSQL advises.
            }
            catch (Exception exception) when (attempt < Attempts && !committing && PostgresErrors.IsBroken(exception))
            {
                // The database was restarted, say, while the connection lay in the pool, and its idle neighbours are dead too.
                // Without a commit nothing was done; what a commit that broke has done, nobody knows.
                _source.Clear();
            }
            catch (Exception exception) when (PostgresErrors.Translate(exception) is StorageUnavailableException unavailable)
            {
                throw unavailable;
            }
        }
    }
}
