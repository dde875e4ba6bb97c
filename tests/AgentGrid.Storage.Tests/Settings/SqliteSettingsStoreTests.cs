using AgentGrid.Storage.Tests.Backends;

namespace AgentGrid.Storage.Tests.Settings;

public sealed class SqliteSettingsStoreTests() : SettingsStoreTests(new SqliteBackend());
