using AgentGrid.Storage.Tests.Backends;
using AgentGrid.Testing.Storage;

namespace AgentGrid.Storage.Tests.Migrations;

[Collection(PostgresCollection.Name)]
public sealed class PostgresMigrationRunnerTests(PostgresFixture server) : MigrationRunnerTests(new PostgresBackend(server));
