using AgentGrid.Storage.Sql;
using Microsoft.Data.Sqlite;

namespace AgentGrid.Storage.Sqlite;

/// <summary>One SQLite file in WAL mode: one writer that groups commits, and a pool of readers that never wait for it.</summary>
internal sealed class SqliteDatabase : ISqlDatabase, ISqliteDatabase
{
    private readonly SqliteReaderPool _readers;
    private readonly SqliteReports _reports;
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
        _reports = new SqliteReports(_readers, options.Readers);
    }

    public SqlDialect Dialect => SqlDialect.Sqlite;

    public ValueTask<T> WriteAsync<T>(
        Func<ISqlSession, ValueTask<T>> work, WritePriority priority, CancellationToken cancellationToken = default) =>
        new(EnqueueAsync(new SqliteWrite<T>(work, priority, cancellationToken), cancellationToken));

    public Task<T> WriteAsync<T>(Func<SqliteSession, T> work, CancellationToken cancellationToken = default) =>
        EnqueueAsync(new SqliteWrite<T>(session => new(work((SqliteSession)session)), WritePriority.Normal, cancellationToken), cancellationToken);

    public ValueTask<T> ReadAsync<T>(Func<ISqlSession, ValueTask<T>> work, CancellationToken cancellationToken = default) =>
        ReadAsync(work, static (work, session) => SqliteWrite<T>.Complete(work(session)), cancellationToken);

    public Task<T> ReadAsync<T>(Func<SqliteSession, T> work, CancellationToken cancellationToken = default) =>
        ReadAsync(work, static (work, session) => work(session), cancellationToken).AsTask();

    public ValueTask<T> ReportAsync<T>(Func<ISqlSession, ValueTask<T>> work, CancellationToken cancellationToken = default) =>
        _reports.RunAsync(session => SqliteWrite<T>.Complete(work(session)), cancellationToken);

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

    private async ValueTask<TResult> ReadAsync<TWork, TResult>(
        TWork work, Func<TWork, SqliteSession, TResult> run, CancellationToken cancellationToken)
    {
        var session = await _readers.RentAsync(cancellationToken);
        try
        {
            return run(work, session);
        }
        catch (SqliteException exception) when (SqliteErrors.Translate(exception) is StorageUnavailableException unavailable)
        {
            throw unavailable;
        }
        finally
        {
            _readers.Return(session);
        }
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
