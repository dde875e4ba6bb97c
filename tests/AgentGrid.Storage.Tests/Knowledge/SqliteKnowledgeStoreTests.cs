using AgentGrid.Storage.Tests.Backends;

namespace AgentGrid.Storage.Tests.Knowledge;

public sealed class SqliteKnowledgeStoreTests() : KnowledgeStoreTests(new SqliteBackend());
