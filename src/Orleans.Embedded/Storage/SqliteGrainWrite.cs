using Microsoft.Data.Sqlite;

namespace Orleans.Embedded.Storage;

/// <summary>A write in the queue of <see cref="SqliteGrainDatabase"/>.</summary>
internal abstract class SqliteGrainWrite
{
    /// <summary>Runs the work. False when it threw, and what it did must be undone.</summary>
    public abstract bool TryExecute(SqliteConnection connection);

    public abstract void Committed();

    public abstract void Failed(Exception error);
}
