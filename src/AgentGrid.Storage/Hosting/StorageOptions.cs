namespace AgentGrid.Storage.Hosting;

/// <summary>Where the data are. Keys <c>AgentGrid:DataPath</c>, <c>AgentGrid:Storage:Provider</c>, <c>ConnectionStrings:AgentGrid</c>.</summary>
public sealed class StorageOptions
{
    public const string DataPathKey = "AgentGrid:DataPath";
    public const string ProviderKey = "AgentGrid:Storage:Provider";
    public const string ConnectionStringName = "AgentGrid";
    public const string Sqlite = "sqlite";
    public const string Postgres = "postgres";

    /// <summary>Folder of the embedded store and the blobs, relative to the working folder. Default <c>./data</c>.</summary>
    public string DataPath { get; set; } = "./data";

    /// <summary><c>sqlite</c> (the default: one file, no service) or <c>postgres</c>.</summary>
    public string Provider { get; set; } = Sqlite;

    /// <summary>Needed for <c>postgres</c>; for <c>sqlite</c> the default is <c>agentgrid.db</c> in the data folder.</summary>
    public string? ConnectionString { get; set; }

    /// <summary>
    /// Whether this must be the only server on its PostgreSQL database: a second one is refused then. Both grain engines
    /// set it, as long as files and keys are in the folder of one process. Default false.
    /// </summary>
    public bool SoleServer { get; set; }

    /// <summary>Whether <see cref="Provider"/> is <c>postgres</c>.</summary>
    public bool UsesPostgres => string.Equals(Provider, Postgres, StringComparison.OrdinalIgnoreCase);
}
