using AgentGrid.Storage.Tests.Backends;
using AgentGrid.Testing.Storage;

namespace AgentGrid.Storage.Tests.Agents;

[Collection(PostgresCollection.Name)]
public sealed class PostgresAgentStoreTests(PostgresFixture server) : AgentStoreTests(new PostgresBackend(server));
