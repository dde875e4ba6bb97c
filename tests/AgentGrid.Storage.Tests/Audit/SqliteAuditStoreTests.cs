using AgentGrid.Storage.Tests.Backends;

namespace AgentGrid.Storage.Tests.Audit;

public sealed class SqliteAuditStoreTests() : AuditStoreTests(new SqliteBackend());
