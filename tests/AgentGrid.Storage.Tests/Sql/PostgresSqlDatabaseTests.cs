using AgentGrid.Storage.Tests.Backends;
using AgentGrid.Testing.Storage;

namespace AgentGrid.Storage.Tests.Sql;

[Collection(PostgresCollection.Name)]
public sealed class PostgresSqlDatabaseTests(PostgresFixture server) : SqlDatabaseTests(new PostgresBackend(server));
