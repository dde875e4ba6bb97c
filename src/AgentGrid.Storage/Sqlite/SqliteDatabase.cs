using AgentGrid.Storage.Sql;

namespace AgentGrid.Storage.Sqlite;

/// <summary>One SQLite file in WAL mode: one writer that groups commits, and a pool of readers that never wait for it.</summary>
internal sealed class SqliteDatabase : ISqlDatabase, ISqliteDatabase
{
    private readonly SqliteReaderPool _readers;
    private readonly SqliteCheckpointer _checkpointer;
    private readonly SqliteWriter _writer;
    private int _disposed;

    public SqliteDatabase(string path, SqliteOptions options)
    {
        var connections = new SqliteConnections(path, options);
        var writer = connections.OpenWriter();
        _checkpointer = new SqliteCheckpointer(connections.OpenCheckpointer());
        _writer = new SqliteWriter(writer, _checkpointer, options);
        _readers = new SqliteReaderPool(connections, options.Readers);
    }

    public SqlDialect Dialect => SqlDialect.Sqlite;

    public ValueTask<T> WriteAsync<T>(
        Func<ISqlSession, ValueTask<T>> work, WritePriority priority, CancellationToken cancellationToken = default) =>
        new(EnqueueAsync(new SqliteWrite<T>(work, priority, cancellationToken), cancellationToken));

    public Task<T> WriteAsync<T>(Func<SqliteSession, T> work, CancellationToken cancellationToken = default) =>
        EnqueueAsync(new SqliteWrite<T>(session => new(work((SqliteSession)session)), WritePriority.Normal, cancellationToken), cancellationToken);

    public async ValueTask<T> ReadAsync<T>(
        Func<ISqlSession, ValueTask<T>> work, CancellationToken cancellationToken = default) =>
        await ReadAsync(session => SqliteWrite<T>.Complete(work(session)), cancellationToken);

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
        WriteAsync(work, WritePriority.Normal, cancellationToken);

    public ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) == 0)
        {
            _readers.Dispose();
            _writer.Dispose();
            _checkpointer.Dispose();
        }

        return ValueTask.CompletedTask;
    }

    private Task<T> EnqueueAsync<T>(SqliteWrite<T> write, CancellationToken cancellationToken)
    {
        var enqueued = _writer.EnqueueAsync(write, cancellationToken);
        return enqueued.IsCompletedSuccessfully ? write.Task : AfterAsync(enqueued, write);

        static async Task<T> AfterAsync(ValueTask enqueued, SqliteWrite<T> write)
        {
            await enqueued;
            return await write.Task;
        }
    }
}
