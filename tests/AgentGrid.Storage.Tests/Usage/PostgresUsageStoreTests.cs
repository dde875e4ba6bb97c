using AgentGrid.Storage.Tests.Backends;
using AgentGrid.Testing.Storage;

namespace AgentGrid.Storage.Tests.Usage;

[Collection(PostgresCollection.Name)]
public sealed class PostgresUsageStoreTests(PostgresFixture server) : UsageStoreTests(new PostgresBackend(server));
