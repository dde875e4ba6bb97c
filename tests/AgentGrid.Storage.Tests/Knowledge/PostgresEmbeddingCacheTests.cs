using AgentGrid.Storage.Tests.Backends;
using AgentGrid.Testing.Storage;

namespace AgentGrid.Storage.Tests.Knowledge;

[Collection(PostgresCollection.Name)]
public sealed class PostgresEmbeddingCacheTests(PostgresFixture server) : EmbeddingCacheTests(new PostgresBackend(server));
