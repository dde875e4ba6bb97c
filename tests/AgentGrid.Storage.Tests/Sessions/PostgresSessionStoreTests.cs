using AgentGrid.Storage.Tests.Backends;
using AgentGrid.Testing.Storage;

namespace AgentGrid.Storage.Tests.Sessions;

[Collection(PostgresCollection.Name)]
public sealed class PostgresSessionStoreTests(PostgresFixture server) : SessionStoreTests(new PostgresBackend(server));
