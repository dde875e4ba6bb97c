using AgentGrid.Storage.Tests.Backends;
using AgentGrid.Testing.Storage;

namespace AgentGrid.Storage.Tests.Audit;

[Collection(PostgresCollection.Name)]
public sealed class PostgresAuditStoreTests(PostgresFixture server) : AuditStoreTests(new PostgresBackend(server));
