using AgentGrid.Storage.Postgres;
using AgentGrid.Storage.Sql;
using AgentGrid.Testing.Storage;

namespace AgentGrid.Storage.Tests.Backends;

internal sealed class PostgresBackend(PostgresFixture server) : IStoreBackend
{
    public string ConnectionString { get; private set; } = "";

    public async Task CreateAsync() => ConnectionString = await server.CreateDatabaseAsync();

    public ISqlDatabase Open() => new PostgresDatabase(ConnectionString);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
