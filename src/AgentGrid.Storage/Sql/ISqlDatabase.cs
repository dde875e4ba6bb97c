namespace AgentGrid.Storage.Sql;

/// <summary>
/// One relational store. Work must await nothing but its session: on SQLite it runs on the one writer's thread
/// (or on the caller's, when it reads), where every session call completes at once.
/// </summary>
public interface ISqlDatabase : IAsyncDisposable
{
    SqlDialect Dialect { get; }

    /// <summary>
    /// Runs <paramref name="work"/> as one transaction and completes once it is committed. An exception undoes this work
    /// and no one else's. PostgreSQL may run it again after a deadlock, so it must have no effect outside its session.
    /// A write that has begun is not cancelled: its caller would not know whether it happened.
    /// </summary>
    /// <exception cref="StorageUnavailableException">Nothing was written: disk full, database locked, read-only or gone.</exception>
    ValueTask<T> WriteAsync<T>(
        Func<ISqlSession, ValueTask<T>> work, WritePriority priority, CancellationToken cancellationToken = default);

    /// <summary>The same, in the order of arrival.</summary>
    ValueTask<T> WriteAsync<T>(Func<ISqlSession, ValueTask<T>> work, CancellationToken cancellationToken = default) =>
        WriteAsync(work, WritePriority.Normal, cancellationToken);

    /// <summary>Runs <paramref name="work"/> on a reader. Each statement sees all that was committed before it began.</summary>
    /// <exception cref="StorageUnavailableException">The database cannot be read at present.</exception>
    ValueTask<T> ReadAsync<T>(Func<ISqlSession, ValueTask<T>> work, CancellationToken cancellationToken = default);

    /// <summary>As a read, for one that may go through very many rows: it does not hold up other reads, and stops when cancelled.</summary>
    ValueTask<T> ReportAsync<T>(Func<ISqlSession, ValueTask<T>> work, CancellationToken cancellationToken = default) =>
        ReadAsync(work, cancellationToken);

    /// <summary>As a write, alone among all processes on this database: for changes of schema.</summary>
    ValueTask<T> ExclusiveAsync<T>(Func<ISqlSession, ValueTask<T>> work, CancellationToken cancellationToken = default);
}
