using AgentGrid.Storage.Sql;
using AgentGrid.Storage.Sqlite;
using AgentGrid.Testing.Storage;

namespace AgentGrid.Storage.Tests.Backends;

internal sealed class SqliteBackend : IStoreBackend
{
    private readonly TempFolder _folder = new();

    public Task CreateAsync() => Task.CompletedTask;

    public ISqlDatabase Open() => new SqliteDatabase(_folder.File("test.db"), new SqliteOptions());

    public ValueTask DisposeAsync()
    {
        _folder.Dispose();
        return ValueTask.CompletedTask;
    }
}
