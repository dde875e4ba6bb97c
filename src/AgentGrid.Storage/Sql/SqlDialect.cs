namespace AgentGrid.Storage.Sql;

/// <summary>The database behind an <see cref="ISqlDatabase"/>. Almost all SQL is the same for both.</summary>
public enum SqlDialect
{
    Sqlite,
    Postgres,
}
