using AgentGrid.Storage.Tests.Backends;
using AgentGrid.Testing.Storage;

namespace AgentGrid.Storage.Tests.Knowledge;

[Collection(PostgresCollection.Name)]
public sealed class PostgresKnowledgeStoreTests(PostgresFixture server) : KnowledgeStoreTests(new PostgresBackend(server));
