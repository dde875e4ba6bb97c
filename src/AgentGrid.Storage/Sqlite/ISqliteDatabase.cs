namespace AgentGrid.Storage.Sqlite;

/// <summary>
/// The same file and the same writer as <see cref="Sql.ISqlDatabase"/>, for synchronous work on the connection itself.
/// Work must not begin, commit or roll back a transaction: it is inside one.
/// </summary>
public interface ISqliteDatabase
{
    /// <summary>Runs <paramref name="work"/> as one transaction and completes once it is committed.</summary>
    Task<T> WriteAsync<T>(Func<SqliteSession, T> work, CancellationToken cancellationToken = default);

    /// <inheritdoc cref="Sql.ISqlDatabase.ReadAsync{T}"/>
    Task<T> ReadAsync<T>(Func<SqliteSession, T> work, CancellationToken cancellationToken = default);
}
