using AgentGrid.Storage.Tests.Backends;

namespace AgentGrid.Storage.Tests.Sessions;

public sealed class SqliteSessionStoreTests() : SessionStoreTests(new SqliteBackend());
