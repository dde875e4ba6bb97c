using AgentGrid.Storage.Tests.Backends;
using AgentGrid.Testing.Storage;

namespace AgentGrid.Storage.Tests.Knowledge;

[Collection(PostgresCollection.Name)]
public sealed class PostgresKnowledgeEpochStoreTests(PostgresFixture server) : KnowledgeEpochStoreTests(new PostgresBackend(server));
