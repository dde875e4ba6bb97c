using Microsoft.Data.Sqlite;

namespace Orleans.Embedded.Storage;

/// <summary>
/// The SQLite file in which the engine keeps states and reminders, in tables named <c>orleans_embedded_…</c>. A program with a
/// writer of its own implements this over it, so that all share one file and one writer.
/// </summary>
public interface IGrainDatabase
{
    /// <summary>
    /// Runs <paramref name="work"/> alone, inside a transaction, and completes when that is committed. When the work throws,
    /// nothing of it is kept. The work must not begin, commit or roll back anything.
    /// </summary>
    Task<T> WriteAsync<T>(Func<SqliteConnection, T> work, CancellationToken cancellationToken = default);

    /// <summary>Runs <paramref name="work"/> on a connection that sees everything committed before.</summary>
    Task<T> ReadAsync<T>(Func<SqliteConnection, T> work, CancellationToken cancellationToken = default);
}
