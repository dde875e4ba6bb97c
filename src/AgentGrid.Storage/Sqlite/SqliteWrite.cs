using AgentGrid.Storage.Sql;

namespace AgentGrid.Storage.Sqlite;

/// <summary>A write in the writer's queue.</summary>
internal abstract class SqliteWrite(WritePriority priority)
{
    public WritePriority Priority { get; } = priority;

    /// <summary>Answers the caller when it gave up before the write began.</summary>
    public abstract bool TryCancel();

    public abstract void Execute(SqliteSession session);

    public abstract void Committed();

    public abstract void Failed(Exception exception);
}
