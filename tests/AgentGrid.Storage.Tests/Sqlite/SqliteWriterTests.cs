using AgentGrid.Storage.Sql;
using AgentGrid.Storage.Sqlite;
using AgentGrid.Testing.Storage;

namespace AgentGrid.Storage.Tests.Sqlite;

/// <summary>Groups in which some writes fail as expected.</summary>
public sealed class SqliteWriterTests : IAsyncLifetime
{
    private static readonly Failure Expected = Failure.Conflict("expected", "As expected.");

    private readonly TempFolder _folder = new();
    private ISqlDatabase _database = null!;
    private int _runs;

    public async Task InitializeAsync()
    {
        // Time for a slow machine to get all of a test's writes into one group.
        _database = new SqliteDatabase(_folder.File("test.db"), new SqliteOptions { MaxGroupTime = TimeSpan.FromSeconds(1) });
        await _database.WriteAsync(static async session =>
        {
            await session.ScriptAsync("CREATE TABLE items (id INTEGER PRIMARY KEY)");
            return 0;
        });
    }

    public async Task DisposeAsync()
    {
        await _database.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task WriteAsync_AbortedBeforeItWrote_RunsNoOtherWriteAgain()
    {
        var (first, aborted, last) = await TogetherAsync(static _ => new ValueTask<int>(0));

        first.ShouldBe(1);
        aborted.Failure.ShouldBe(Expected);
        last.ShouldBe(1);
        _runs.ShouldBe(2);
        (await IdsAsync()).ShouldBe([1L, 3L]);
    }

    [Fact]
    public async Task WriteAsync_AbortedAfterItWrote_UndoesItAlone()
    {
        var (_, aborted, _) = await TogetherAsync(static session => session.ExecuteAsync("INSERT INTO items (id) VALUES (2)"));

        aborted.Failure.ShouldBe(Expected);
        (await IdsAsync()).ShouldBe([1L, 3L]);
    }

    /// <summary>Three writes that lie in the queue together, so that they make one group; the second is aborted.</summary>
    private async Task<(int First, Outcome<int> Aborted, int Last)> TogetherAsync(Func<ISqlSession, ValueTask<int>> beforeTheAbort)
    {
        using var go = new ManualResetEventSlim();
        var holding = _database.WriteAsync(_ =>
        {
            go.Wait(TimeSpan.FromSeconds(30)).ShouldBeTrue();
            return new ValueTask<int>(0);
        });
        var first = CountedAsync(1);
        var aborted = _database.TryWriteAsync<int>(
            async session =>
            {
                await beforeTheAbort(session);
                return Expected;
            },
            CancellationToken.None);
        var last = CountedAsync(3);
        go.Set();
        await holding;
        return (await first, await aborted, await last);
    }

    private ValueTask<int> CountedAsync(long id) => _database.WriteAsync(session =>
    {
        _runs++;
        return session.ExecuteAsync("INSERT INTO items (id) VALUES (@id)", ("@id", id));
    });

    private ValueTask<List<long>> IdsAsync() =>
        _database.ReadAsync(static session => session.QueryAsync("SELECT id FROM items ORDER BY id", static row => row.Int64()));
}
