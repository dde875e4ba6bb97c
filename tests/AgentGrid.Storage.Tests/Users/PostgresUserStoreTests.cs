using AgentGrid.Storage.Tests.Backends;
using AgentGrid.Testing.Storage;

namespace AgentGrid.Storage.Tests.Users;

[Collection(PostgresCollection.Name)]
public sealed class PostgresUserStoreTests(PostgresFixture server) : UserStoreTests(new PostgresBackend(server));
