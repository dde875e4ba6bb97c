using AgentGrid.Storage.Tests.Backends;

namespace AgentGrid.Storage.Tests.Knowledge;

public sealed class SqliteKnowledgeEpochStoreTests() : KnowledgeEpochStoreTests(new SqliteBackend());
