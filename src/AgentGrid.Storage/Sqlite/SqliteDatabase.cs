using AgentGrid.Storage.Sql;

namespace AgentGrid.Storage.Sqlite;

/// <summary>One SQLite file in WAL mode: one writer that groups commits, and a pool of readers that never wait for it.</summary>
internal sealed class SqliteDatabase : ISqlDatabase, ISqliteDatabase
{
    private readonly SqliteReaderPool _readers;
    private readonly SqliteWriter _writer;
    private int _disposed;

    public SqliteDatabase(string path, SqliteOptions options)
    {
        var connections = new SqliteConnections(path, options);
        _writer = new SqliteWriter(connections.OpenWriter(), options);
        _readers = new SqliteReaderPool(connections, options.Readers);
    }

    public SqlDialect Dialect => SqlDialect.Sqlite;

    public async ValueTask<T> WriteAsync<T>(
        Func<ISqlSession, ValueTask<T>> work, CancellationToken cancellationToken = default) =>
        await WriteAsync(session => Complete(work(session)), cancellationToken);

    public async Task<T> WriteAsync<T>(Func<SqliteSession, T> work, CancellationToken cancellationToken = default)
    {
        var write = new SqliteWrite<T>(work, cancellationToken);
        await _writer.EnqueueAsync(write, cancellationToken);
        return await write.Task;
    }

    public async ValueTask<T> ReadAsync<T>(
        Func<ISqlSession, ValueTask<T>> work, CancellationToken cancellationToken = default) =>
        await ReadAsync(session => Complete(work(session)), cancellationToken);

    public async Task<T> ReadAsync<T>(Func<SqliteSession, T> work, CancellationToken cancellationToken = default)
    {
        var session = await _readers.RentAsync(cancellationToken);
        try
        {
            return work(session);
        }
        catch (Microsoft.Data.Sqlite.SqliteException exception)
        {
            var translated = SqliteErrors.Translate(exception);
            if (ReferenceEquals(translated, exception))
            {
                throw;
            }

            throw translated;
        }
        finally
        {
            _readers.Return(session);
        }
    }

    // The data folder's lock keeps other processes out, and the writer is alone in this one.
    public ValueTask<T> ExclusiveAsync<T>(
        Func<ISqlSession, ValueTask<T>> work, CancellationToken cancellationToken = default) =>
        WriteAsync(work, cancellationToken);

    public ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) == 0)
        {
            _readers.Dispose();
            _writer.Dispose();
        }

        return ValueTask.CompletedTask;
    }

    private static T Complete<T>(ValueTask<T> work) =>
        // Complete already unless the work awaits something of its own; then the writer waits rather than lose its place.
        work.IsCompleted ? work.GetAwaiter().GetResult() : work.AsTask().GetAwaiter().GetResult();
}
