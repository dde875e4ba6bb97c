namespace AgentGrid.Storage.Sqlite;

/// <summary>How the SQLite store trades safety, memory and speed. Section <c>AgentGrid:Storage:Sqlite</c>.</summary>
public sealed class SqliteOptions
{
    public const string Section = "AgentGrid:Storage:Sqlite";

    /// <summary>
    /// Default <c>Normal</c>: what is committed survives <c>kill -9</c>, and a power cut costs at most the last moments, never
    /// the database. <c>Full</c>: survives a power cut too, for one disk sync per group of commits.
    /// </summary>
    public SqliteSynchronous Synchronous { get; set; } = SqliteSynchronous.Normal;

    /// <summary>How long to wait for another process's lock before answering 503. Default 5 s.</summary>
    public TimeSpan BusyTimeout { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>Readers open at once; more readers wait. Default 8, each holds up to 2 MB of cache.</summary>
    public int Readers { get; set; } = 8;

    /// <summary>Writes waiting for the writer; callers beyond it wait for room. Default 4096.</summary>
    public int QueueLength { get; set; } = 4096;

    /// <summary>Most writes committed as one group. Default 512. Larger groups cost the first caller in them latency.</summary>
    public int MaxGroup { get; set; } = 512;

    /// <summary>
    /// How long a group takes in more writes before it commits; a quarter of it when somebody waits in it for the first words of
    /// an answer. Default 4 ms.
    /// </summary>
    public TimeSpan MaxGroupTime { get; set; } = TimeSpan.FromMilliseconds(4);
}
