using AgentGrid.Storage.Tests.Backends;

namespace AgentGrid.Storage.Tests.Settings;

public sealed class SqliteProviderStoreTests() : ProviderStoreTests(new SqliteBackend());
