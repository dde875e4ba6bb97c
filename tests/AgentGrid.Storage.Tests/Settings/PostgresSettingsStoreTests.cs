using AgentGrid.Storage.Tests.Backends;
using AgentGrid.Testing.Storage;

namespace AgentGrid.Storage.Tests.Settings;

[Collection(PostgresCollection.Name)]
public sealed class PostgresSettingsStoreTests(PostgresFixture server) : SettingsStoreTests(new PostgresBackend(server));
