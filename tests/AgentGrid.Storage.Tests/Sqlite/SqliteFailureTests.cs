using AgentGrid.Storage.Sqlite;
using AgentGrid.Testing.Storage;
using Microsoft.Data.Sqlite;

namespace AgentGrid.Storage.Tests.Sqlite;

/// <summary>Full disks, foreign locks and shutdown.</summary>
public sealed class SqliteFailureTests : IAsyncLifetime
{
    private readonly TempFolder _folder = new();
    private SqliteDatabase _database = null!;

    private string File => _folder.File("test.db");

    public async Task InitializeAsync()
    {
        _database = new SqliteDatabase(File, new SqliteOptions { BusyTimeout = TimeSpan.FromMilliseconds(200) });
        await _database.WriteAsync(static session => session.Execute("CREATE TABLE items (id INTEGER PRIMARY KEY, data BLOB)"));
    }

    public async Task DisposeAsync()
    {
        await _database.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task WriteAsync_DiskFull_FailsTypedLosesNothingAndRecovers()
    {
        await InsertAsync(1, 10);
        // A cap on pages gives SQLITE_FULL exactly as a full disk does.
        await _database.WriteAsync(static session => session.Execute("PRAGMA max_page_count = 10"));
        await Should.ThrowAsync<StorageUnavailableException>(() => InsertAsync(2, 1_000_000));
        (await CountAsync()).ShouldBe(1);

        await _database.WriteAsync(static session => session.Execute("PRAGMA max_page_count = 100000"));
        await InsertAsync(2, 1_000_000);
        (await CountAsync()).ShouldBe(2);
    }

    [Fact]
    public async Task WriteAsync_DiskFullAmongConcurrentWrites_EachIsStoredOrRefused()
    {
        await _database.WriteAsync(static session => session.Execute("PRAGMA max_page_count = 40"));
        var stored = await Task.WhenAll(Enumerable.Range(1, 100).Select(async id =>
        {
            try
            {
                await InsertAsync(id, id % 2 == 0 ? 50_000 : 100);
                return id;
            }
            catch (StorageUnavailableException)
            {
                return 0;
            }
        }));

        stored.ShouldContain(0);
        var ids = await _database.ReadAsync(static session =>
            session.Query("SELECT id FROM items ORDER BY id", static row => row.Int32()));
        ids.ShouldBe(stored.Where(id => id != 0).Order());
    }

    [Fact]
    public async Task WriteAsync_LockedByAnotherProcess_FailsTypedThenRecovers()
    {
        await using (var other = new SqliteConnection($"Data Source={File};Pooling=False"))
        {
            await other.OpenAsync();
            await using var command = other.CreateCommand();
            command.CommandText = "BEGIN IMMEDIATE";
            await command.ExecuteNonQueryAsync();

            var refusal = await Should.ThrowAsync<StorageUnavailableException>(() => InsertAsync(1, 10));
            refusal.Message.ShouldContain("locked");
            (await CountAsync()).ShouldBe(0);
        }

        await InsertAsync(1, 10);
        (await CountAsync()).ShouldBe(1);
    }

    [Fact]
    public async Task Constructor_NotADatabase_FailsTyped()
    {
        var path = _folder.File("text.db");
        await System.IO.File.WriteAllTextAsync(path, new string('x', 10_000));
        Should.Throw<StorageUnavailableException>(() => new SqliteDatabase(path, new SqliteOptions()));
    }

    [Fact]
    public async Task DisposeAsync_WithQueuedWrites_EachIsStoredOrRefused()
    {
        var writes = Enumerable.Range(1, 500).Select(async id =>
        {
            try
            {
                await InsertAsync(id, 10);
                return true;
            }
            catch (ObjectDisposedException)
            {
                return false;
            }
        }).ToList();
        await _database.DisposeAsync();
        var stored = (await Task.WhenAll(writes)).Count(succeeded => succeeded);

        _database = new SqliteDatabase(File, new SqliteOptions());
        (await CountAsync()).ShouldBe(stored);
    }

    [Fact]
    public async Task WriteAsync_QueueFull_CallersWaitAndAllLand()
    {
        await _database.DisposeAsync();
        _database = new SqliteDatabase(File, new SqliteOptions { QueueLength = 4, MaxGroup = 3 });
        await Task.WhenAll(Enumerable.Range(1, 300).Select(id => InsertAsync(id, 10)));
        (await CountAsync()).ShouldBe(300);
    }

    [Fact]
    public async Task ReadAsync_TriesToWrite_IsRefused() =>
        await Should.ThrowAsync<Exception>(() => _database.ReadAsync(static session => session.Execute("DELETE FROM items")));

    private Task<int> InsertAsync(int id, int size) => _database.WriteAsync(session => session.Execute(
        "INSERT INTO items (id, data) VALUES (@id, zeroblob(@size))", ("@id", id), ("@size", size)));

    private async Task<long> CountAsync() => (await _database.ReadAsync(static session =>
        session.Query("SELECT count(*) FROM items", static row => row.Int64())))[0];
}
