using AgentGrid.Storage.Tests.Backends;

namespace AgentGrid.Storage.Tests.Users;

public sealed class SqliteTokenStoreTests() : TokenStoreTests(new SqliteBackend());
