using Npgsql;

namespace AgentGrid.Storage.Postgres;

/// <summary>What a connection string means where it does not say.</summary>
public static class PostgresConnection
{
    /// <summary>
    /// Connections of one pool. A PostgreSQL as it is installed has 97 for all that are no superusers: the store's pool, that of a
    /// cluster's grain engine, and whoever else connects must fit. More callers wait in line for <c>Timeout</c> (15 s).
    /// </summary>
    public const int DefaultMaxPoolSize = 40;

    private const int DefaultMaxAutoPrepare = 128;
    private const string MaxPoolSizeKey = "Maximum Pool Size";

    /// <summary>The connection string with AgentGrid's defaults in place of Npgsql's, where it says nothing itself.</summary>
    public static string WithDefaults(string connectionString)
    {
        var settings = new NpgsqlConnectionStringBuilder(connectionString);
        if (settings.MaxAutoPrepare == 0)
        {
            settings.MaxAutoPrepare = DefaultMaxAutoPrepare;
            settings.AutoPrepareMinUsages = 2;
        }

#pragma warning disable CA1841 // ContainsKey is true of every key that Npgsql knows.
        if (!settings.Keys.Contains(MaxPoolSizeKey))
#pragma warning restore CA1841
        {
            settings.MaxPoolSize = Math.Max(DefaultMaxPoolSize, settings.MinPoolSize);
        }

        return settings.ConnectionString;
    }
}
