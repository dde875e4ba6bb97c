using AgentGrid.Storage.Tests.Backends;

namespace AgentGrid.Storage.Tests.Agents;

public sealed class SqliteAgentDeletionTests() : AgentDeletionTests(new SqliteBackend());
