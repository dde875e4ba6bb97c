using AgentGrid.Storage.Tests.Backends;

namespace AgentGrid.Storage.Tests.Agents;

public sealed class SqliteAgentStoreTests() : AgentStoreTests(new SqliteBackend());
