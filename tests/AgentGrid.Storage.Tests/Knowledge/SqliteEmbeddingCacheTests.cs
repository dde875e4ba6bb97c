using AgentGrid.Storage.Tests.Backends;

namespace AgentGrid.Storage.Tests.Knowledge;

public sealed class SqliteEmbeddingCacheTests() : EmbeddingCacheTests(new SqliteBackend());
