using AgentGrid.Storage.Tests.Backends;

namespace AgentGrid.Storage.Tests.Sessions;

public sealed class SqliteTurnStoreTests() : TurnStoreTests(new SqliteBackend());
