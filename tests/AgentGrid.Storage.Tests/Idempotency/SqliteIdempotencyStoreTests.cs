using AgentGrid.Storage.Tests.Backends;

namespace AgentGrid.Storage.Tests.Idempotency;

public sealed class SqliteIdempotencyStoreTests() : IdempotencyStoreTests(new SqliteBackend());
