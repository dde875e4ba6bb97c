using System.Data.Common;
using AgentGrid.Storage.Tests.Backends;
using Microsoft.Data.Sqlite;

namespace AgentGrid.Storage.Tests.Orleans;

public sealed class SqliteOrleansScriptsTests : OrleansScriptsTests
{
    private readonly SqliteBackend _backend;

    public SqliteOrleansScriptsTests()
        : this(new SqliteBackend())
    {
    }

    private SqliteOrleansScriptsTests(SqliteBackend backend)
        : base(backend) => _backend = backend;

    protected override string Folder => "sqlite";

    protected override DbConnection Connect() => new SqliteConnection($"Data Source={_backend.Path};Pooling=False");
}
