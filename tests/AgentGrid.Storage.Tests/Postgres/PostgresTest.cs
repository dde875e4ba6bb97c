using AgentGrid.Storage.Tests.Backends;
using AgentGrid.Testing.Storage;
using Npgsql;

namespace AgentGrid.Storage.Tests.Postgres;

/// <summary>A test with a PostgreSQL database of its own, and a way to do to it what admins and accidents do.</summary>
[Collection(PostgresCollection.Name)]
public abstract class PostgresTest(PostgresFixture server) : IAsyncLifetime
{
    protected string ConnectionString { get; private set; } = "";

    public async Task InitializeAsync() => ConnectionString = await server.CreateDatabaseAsync();

    public Task DisposeAsync() => Task.CompletedTask;

    /// <summary>As a restart of the database does: every connection to it but this one ends.</summary>
    protected Task CutConnectionsAsync() => ExecuteAsync(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()");

    protected async Task<object?> ExecuteAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(ConnectionString) { Pooling = false }.ConnectionString);
        await connection.OpenAsync();
#pragma warning disable CA2100 // Constants of tests only.
        await using var command = new NpgsqlCommand(sql, connection);
#pragma warning restore CA2100
        return await command.ExecuteScalarAsync();
    }

    protected static async Task UntilAsync(Func<bool> condition)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (!condition())
        {
            await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System, limit.Token);
        }
    }
}
