using AgentGrid.Storage.Tests.Backends;

namespace AgentGrid.Storage.Tests.Sql;

public sealed class SqliteSqlDatabaseTests() : SqlDatabaseTests(new SqliteBackend());
