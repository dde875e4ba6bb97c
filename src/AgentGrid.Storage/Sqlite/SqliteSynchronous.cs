namespace AgentGrid.Storage.Sqlite;

/// <summary>SQLite's <c>PRAGMA synchronous</c>, as far as it is safe here.</summary>
public enum SqliteSynchronous
{
    Normal,
    Full,
}
