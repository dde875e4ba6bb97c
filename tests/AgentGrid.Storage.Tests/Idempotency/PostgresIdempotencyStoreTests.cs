using AgentGrid.Storage.Tests.Backends;
using AgentGrid.Testing.Storage;

namespace AgentGrid.Storage.Tests.Idempotency;

[Collection(PostgresCollection.Name)]
public sealed class PostgresIdempotencyStoreTests(PostgresFixture server) : IdempotencyStoreTests(new PostgresBackend(server));
