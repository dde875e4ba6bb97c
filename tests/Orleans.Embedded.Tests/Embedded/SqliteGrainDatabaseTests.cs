using Orleans.Embedded.Storage;

namespace Orleans.Embedded.Tests.Embedded;

public sealed class SqliteGrainDatabaseTests : IAsyncLifetime
{
    private readonly SqliteGrainDatabase _database = new(TemporaryFile.NewPath());

    public Task InitializeAsync() => _database.WriteAsync(static c => c.Run("CREATE TABLE numbers (n INTEGER PRIMARY KEY)"));

    public async Task DisposeAsync() => await _database.DisposeAsync();

    [Fact]
    public async Task Write_ThatThrows_IsUndoneAndHarmsNoOther()
    {
        var writes = Enumerable.Range(0, 100).Select(n => _database.WriteAsync(c =>
        {
            c.Run("INSERT INTO numbers (n) VALUES ($n)", ("$n", n));
            return n % 3 == 0 ? throw new InvalidDataException("on purpose") : n;
        })).ToArray();
        await Should.ThrowAsync<InvalidDataException>(Task.WhenAll(writes));
        (await NumbersAsync()).ShouldBe(Enumerable.Range(0, 100).Where(n => n % 3 != 0));
    }

    [Fact]
    public async Task Write_CancelledBeforeItRuns_DoesNothing()
    {
        using var source = new CancellationTokenSource();
        await source.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(
            _database.WriteAsync(static c => c.Run("INSERT INTO numbers (n) VALUES (1)"), source.Token));
        (await NumbersAsync()).ShouldBeEmpty();
    }

    private Task<List<int>> NumbersAsync() =>
        _database.ReadAsync(static c => c.Query("SELECT n FROM numbers ORDER BY n", static row => row.GetInt32(0)));
}
