using AgentGrid.Storage.Tests.Backends;

namespace AgentGrid.Storage.Tests.Users;

public sealed class SqliteUserStoreTests() : UserStoreTests(new SqliteBackend());
