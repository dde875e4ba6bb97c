using AgentGrid.Storage.Sql;
using AgentGrid.Storage.Sqlite;
using AgentGrid.Testing.Storage;

namespace AgentGrid.Storage.Tests.Backends;

internal sealed class SqliteBackend : IStoreBackend
{
    private readonly TempFolder _folder = new();

    public string Path => _folder.File("test.db");

    public Task CreateAsync() => Task.CompletedTask;

    public ISqlDatabase Open() => new SqliteDatabase(Path, new SqliteOptions());

    public ValueTask DisposeAsync()
    {
        _folder.Dispose();
        return ValueTask.CompletedTask;
    }
}
