using AgentGrid.Storage.Sqlite;
using AgentGrid.Testing.Storage;

namespace AgentGrid.Storage.Tests.Sqlite;

public sealed class SqliteCheckpointerTests : IAsyncLifetime
{
    private const int Megabyte = 1024 * 1024;
    private const long LongLog = SqliteCheckpointer.LongLog;
    private readonly TempFolder _folder = new();
    private SqliteDatabase _database = null!;

    private string File => _folder.File("test.db");

    public async Task InitializeAsync()
    {
        _database = new SqliteDatabase(File, new SqliteOptions());
        await _database.WriteAsync(static session => session.Execute("CREATE TABLE items (id INTEGER PRIMARY KEY, data BLOB)"));
    }

    public async Task DisposeAsync()
    {
        await _database.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task Writes_ShortOfALongLog_ReachTheFileBesideTheWriter()
    {
        await InsertAsync(12);

        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (new FileInfo(File).Length < 8 * Megabyte)
        {
            limit.Token.ThrowIfCancellationRequested();
            await Task.Yield();
        }

        new FileInfo(File + "-wal").Length.ShouldBeLessThan(LongLog);
    }

    [Fact]
    public async Task Writes_WithoutPause_KeepTheLogBounded()
    {
        await InsertAsync(160);
        new FileInfo(File + "-wal").Length.ShouldBeLessThan(LongLog + (8 * Megabyte));
    }

    [Fact]
    public async Task Writes_FileOfAVersionBefore_KeepsItsPagesAndTheSameBounds()
    {
        var file = _folder.File("old.db");
        await using (var old = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={file};Pooling=False"))
        {
            await old.OpenAsync();
            var create = old.CreateCommand();
            create.CommandText = "PRAGMA page_size = 4096; CREATE TABLE items (id INTEGER PRIMARY KEY, data BLOB)";
            await create.ExecuteNonQueryAsync();
        }

        await _database.DisposeAsync();
        _database = new SqliteDatabase(file, new SqliteOptions());
        await InsertAsync(100);

        (await PageSizeAsync()).ShouldBe(4096);
        new FileInfo(file + "-wal").Length.ShouldBeLessThan(LongLog + (8 * Megabyte));
    }

    [Fact]
    public async Task Open_NewFile_HasPagesThatPassagesFitIn() => (await PageSizeAsync()).ShouldBe(8192);

    private async Task<long> PageSizeAsync() =>
        await _database.ReadAsync(static session => session.Query("PRAGMA page_size", static row => row.Int64()).Single());

    private async Task InsertAsync(int megabytes)
    {
        for (var i = 0; i < megabytes; i++)
        {
            await _database.WriteAsync(static session => session.Execute($"INSERT INTO items (data) VALUES (zeroblob({Megabyte}))"));
        }
    }
}
