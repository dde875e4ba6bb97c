using AgentGrid.Storage.Tests.Backends;
using AgentGrid.Testing.Storage;

namespace AgentGrid.Storage.Tests.Agents;

[Collection(PostgresCollection.Name)]
public sealed class PostgresAgentDeletionTests(PostgresFixture server) : AgentDeletionTests(new PostgresBackend(server));
