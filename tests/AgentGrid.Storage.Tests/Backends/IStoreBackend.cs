using AgentGrid.Storage.Sql;

namespace AgentGrid.Storage.Tests.Backends;

/// <summary>A database to run a conformance suite on.</summary>
public interface IStoreBackend : IAsyncDisposable
{
    /// <summary>Makes an empty database and opens it.</summary>
    Task CreateAsync();

    /// <summary>Opens the same database again.</summary>
    ISqlDatabase Open();
}
