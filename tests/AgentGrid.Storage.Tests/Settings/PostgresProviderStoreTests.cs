using AgentGrid.Storage.Tests.Backends;
using AgentGrid.Testing.Storage;

namespace AgentGrid.Storage.Tests.Settings;

[Collection(PostgresCollection.Name)]
public sealed class PostgresProviderStoreTests(PostgresFixture server) : ProviderStoreTests(new PostgresBackend(server));
