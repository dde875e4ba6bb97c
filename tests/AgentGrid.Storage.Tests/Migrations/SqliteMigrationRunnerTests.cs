using AgentGrid.Storage.Tests.Backends;

namespace AgentGrid.Storage.Tests.Migrations;

public sealed class SqliteMigrationRunnerTests() : MigrationRunnerTests(new SqliteBackend());
