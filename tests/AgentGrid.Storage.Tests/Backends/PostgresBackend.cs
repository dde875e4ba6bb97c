using AgentGrid.Storage.Postgres;
using AgentGrid.Storage.Sql;
using AgentGrid.Testing.Storage;

namespace AgentGrid.Storage.Tests.Backends;

internal sealed class PostgresBackend(PostgresFixture server) : IStoreBackend
{
    private string _connectionString = "";

    public async Task CreateAsync() => _connectionString = await server.CreateDatabaseAsync();

    public ISqlDatabase Open() => new PostgresDatabase(_connectionString);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
