using AgentGrid.Testing.Storage;

namespace AgentGrid.Storage.Tests.Backends;

/// <summary>All tests that share the one PostgreSQL server.</summary>
[CollectionDefinition(Name)]
public sealed class PostgresCollection : ICollectionFixture<PostgresFixture>
{
    public const string Name = "PostgreSQL";
}
