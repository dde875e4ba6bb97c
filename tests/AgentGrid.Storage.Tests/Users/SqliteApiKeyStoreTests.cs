using AgentGrid.Storage.Tests.Backends;

namespace AgentGrid.Storage.Tests.Users;

public sealed class SqliteApiKeyStoreTests() : ApiKeyStoreTests(new SqliteBackend());
