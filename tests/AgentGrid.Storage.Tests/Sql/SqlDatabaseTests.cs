using AgentGrid.Storage.Sql;
using AgentGrid.Storage.Tests.Backends;

namespace AgentGrid.Storage.Tests.Sql;

/// <summary>What every database behind <see cref="ISqlDatabase"/> does.</summary>
public abstract class SqlDatabaseTests(IStoreBackend backend) : DatabaseTest(backend)
{
    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        await Database.WriteAsync(static async session =>
        {
            await session.ScriptAsync("CREATE TABLE items (id BIGINT PRIMARY KEY, name TEXT, n BIGINT);");
            return 0;
        });
    }

    [SkippableFact]
    public async Task WriteAsync_Committed_IsReadAtOnceAndAfterReopening()
    {
        await InsertAsync(1, "one");
        (await NamesAsync()).ShouldBe(["one"]);

        await ReopenAsync();
        (await NamesAsync()).ShouldBe(["one"]);
    }

    [SkippableFact]
    public async Task WriteAsync_WorkThrows_UndoesThatWorkAlone()
    {
        var writes = Enumerable.Range(1, 40).Select(async id =>
        {
            try
            {
                await Database.WriteAsync(async session =>
                {
                    await session.ExecuteAsync("INSERT INTO items (id, name) VALUES (@id, @name)", ("@id", id), ("@name", "x"));
                    return id % 4 == 0 ? throw new InvalidOperationException("mine") : id;
                });
                return true;
            }
            catch (InvalidOperationException exception) when (exception.Message == "mine")
            {
                return false;
            }
        });

        (await Task.WhenAll(writes)).Count(succeeded => succeeded).ShouldBe(30);
        (await IdsAsync()).ShouldBe(Enumerable.Range(1, 40).Where(id => id % 4 != 0).Select(id => (long)id));
    }

    [SkippableFact]
    public async Task WriteAsync_StatementFails_OtherWritesGoOn()
    {
        await InsertAsync(1, "one");
        var writes = Enumerable.Range(0, 20).Select(async id =>
        {
            try
            {
                await InsertAsync(id, "again");
                return true;
            }
            catch (System.Data.Common.DbException)
            {
                return false;
            }
        });

        (await Task.WhenAll(writes)).Count(succeeded => succeeded).ShouldBe(19);
        (await IdsAsync()).Count.ShouldBe(20);
    }

    [SkippableFact]
    public async Task WriteAsync_200ConcurrentIncrements_NoneIsLost()
    {
        await InsertAsync(1, "counter");
        await Task.WhenAll(Enumerable.Range(0, 200).Select(_ => Database.WriteAsync(static async session =>
            await session.ExecuteAsync("UPDATE items SET n = COALESCE(n, 0) + 1 WHERE id = 1")).AsTask()));

        (await Database.ReadAsync(static session => session.Int64Async("SELECT n FROM items WHERE id = 1"))).ShouldBe(200);
    }

    [SkippableFact]
    public async Task WriteAsync_CancelledBeforeItBegan_WritesNothing()
    {
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(async () => await Database.WriteAsync(
            static async session => await session.ExecuteAsync("INSERT INTO items (id) VALUES (9)"), cancelled.Token));
        (await IdsAsync()).ShouldBeEmpty();
    }

    [SkippableFact]
    public async Task Values_EveryType_ComeBackTheSame()
    {
        await Database.WriteAsync(async session =>
        {
            await session.ScriptAsync(session.Dialect == SqlDialect.Sqlite
                ? "CREATE TABLE v (t TEXT, i BIGINT, b BIGINT, at BIGINT, d TEXT, r REAL, x BLOB, missing TEXT)"
                : "CREATE TABLE v (t TEXT, i BIGINT, b BIGINT, at BIGINT, d NUMERIC, r DOUBLE PRECISION, x BYTEA, missing TEXT)");
            return await session.ExecuteAsync(
                "INSERT INTO v VALUES (@t, @i, @b, @at, @d, @r, @x, @missing)",
                ("@t", "häß 😀 '; DROP TABLE v; --"),
                ("@i", long.MaxValue),
                ("@b", true),
                ("@at", Now),
                ("@d", 0.000_000_012_345m),
                ("@r", 0.1),
                ("@x", new byte[] { 0, 255, 7 }),
                ("@missing", null));
        });

        var row = await Database.ReadAsync(static session => session.FirstAsync("SELECT * FROM v", static r => new
        {
            Text = r.String(),
            Integer = r.Int64(),
            Flag = r.Bool(),
            At = r.Time(),
            Money = r.DecimalOrNull(),
            Real = r.Double(),
            Bytes = r.Bytes(),
            Nothing = r.StringOrNull(),
        }));

        row.ShouldNotBeNull();
        row.Text.ShouldBe("häß 😀 '; DROP TABLE v; --");
        row.Integer.ShouldBe(long.MaxValue);
        row.Flag.ShouldBeTrue();
        row.At.ShouldBe(Now);
        row.Money.ShouldBe(0.000_000_012_345m);
        row.Real.ShouldBe(0.1);
        row.Bytes.ShouldBe([0, 255, 7]);
        row.Nothing.ShouldBeNull();
    }

    [SkippableFact]
    public async Task Values_TextNoDatabaseTakes_IsReplacedCharacterByCharacter()
    {
        await InsertAsync(1, "a\0b\uD83Dc\uDE00d😀");
        (await NamesAsync()).ShouldBe(["a\uFFFDb\uFFFDc\uFFFDd😀"]);
    }

    [SkippableFact]
    public async Task ExecuteAsync_Returning_GivesTheRow()
    {
        await InsertAsync(1, "one");
        var n = await Database.WriteAsync(static session =>
            session.Int64Async("UPDATE items SET n = COALESCE(n, 0) + 5 WHERE id = 1 RETURNING n"));
        n.ShouldBe(5);
    }

    [SkippableFact]
    public async Task ReadAsync_WhileOthersWrite_SeesOnlyWholeTransactions()
    {
        await InsertAsync(1, "one");
        var writer = Task.Run(async () =>
        {
            for (var i = 0; i < 200; i++)
            {
                await Database.WriteAsync(static async session =>
                {
                    await session.ExecuteAsync("INSERT INTO items (id) VALUES (2)");
                    return await session.ExecuteAsync("DELETE FROM items WHERE id = 2");
                });
            }
        });
        while (!writer.IsCompleted)
        {
            (await IdsAsync()).ShouldBe([1L]);
        }

        await writer;
    }

    protected ValueTask<int> InsertAsync(long id, string name) => Database.WriteAsync(session => session.ExecuteAsync(
        "INSERT INTO items (id, name) VALUES (@id, @name)", ("@id", id), ("@name", name)));

    private ValueTask<List<string>> NamesAsync() =>
        Database.ReadAsync(static session => session.QueryAsync("SELECT name FROM items ORDER BY id", static row => row.String()));

    private ValueTask<List<long>> IdsAsync() =>
        Database.ReadAsync(static session => session.QueryAsync("SELECT id FROM items ORDER BY id", static row => row.Int64()));
}
