using AgentGrid.Storage.Tests.Backends;
using AgentGrid.Testing.Storage;

namespace AgentGrid.Storage.Tests.Users;

[Collection(PostgresCollection.Name)]
public sealed class PostgresApiKeyStoreTests(PostgresFixture server) : ApiKeyStoreTests(new PostgresBackend(server));
