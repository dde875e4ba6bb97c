using System.Data.Common;
using AgentGrid.Storage.Tests.Backends;
using AgentGrid.Testing.Storage;
using Npgsql;

namespace AgentGrid.Storage.Tests.Orleans;

[Collection(PostgresCollection.Name)]
public sealed class PostgresOrleansScriptsTests : OrleansScriptsTests
{
    private readonly PostgresBackend _backend;

    public PostgresOrleansScriptsTests(PostgresFixture server)
        : this(new PostgresBackend(server))
    {
    }

    private PostgresOrleansScriptsTests(PostgresBackend backend)
        : base(backend) => _backend = backend;

    protected override string Folder => "postgres";

    protected override DbConnection Connect() => new NpgsqlConnection(_backend.ConnectionString);
}
