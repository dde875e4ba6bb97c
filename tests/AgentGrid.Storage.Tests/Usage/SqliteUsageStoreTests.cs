using AgentGrid.Storage.Tests.Backends;

namespace AgentGrid.Storage.Tests.Usage;

public sealed class SqliteUsageStoreTests() : UsageStoreTests(new SqliteBackend());
