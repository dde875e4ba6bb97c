using AgentGrid.Storage.Hosting;
using AgentGrid.Storage.Postgres;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Options;

namespace AgentGrid.Server.Hosting;

/// <summary>The store, as Orleans' ADO.NET providers reach it: by connections of their own.</summary>
internal sealed class OrleansDatabase(IOptions<StorageOptions> options, DataFolder folder)
{
    // Orleans calls it so; what it loads under that name is Microsoft.Data.Sqlite.
    private const string SqliteInvariant = "System.Data.SQLite";
    private const string PostgresInvariant = "Npgsql";

    /// <summary>The name by which Orleans finds the database's driver.</summary>
    public string Invariant => options.Value.UsesPostgres ? PostgresInvariant : SqliteInvariant;

    public string ConnectionString => options.Value.UsesPostgres
        ? PostgresConnection.WithDefaults(options.Value.ConnectionString!)
        : new SqliteConnectionStringBuilder { DataSource = SqliteFile }.ConnectionString;

    /// <summary>The scripts that make Orleans' tables.</summary>
    public string Scripts => Path.Combine(AppContext.BaseDirectory, "sql", options.Value.UsesPostgres ? "postgres" : "sqlite");

    private string SqliteFile => string.IsNullOrWhiteSpace(options.Value.ConnectionString)
        ? folder.DatabaseFile
        : new SqliteConnectionStringBuilder(options.Value.ConnectionString).DataSource;
}
