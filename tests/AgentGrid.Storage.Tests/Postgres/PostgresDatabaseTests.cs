using AgentGrid.Storage.Postgres;
using AgentGrid.Storage.Sql;
using AgentGrid.Testing.Storage;
using AgentGrid.Testing.Time;
using Npgsql;

namespace AgentGrid.Storage.Tests.Postgres;

public sealed class PostgresDatabaseTests(PostgresFixture server) : PostgresTest(server)
{
    [SkippableFact]
    public async Task WriteAsync_PooledConnectionsDied_WritesAtOnce()
    {
        await using ISqlDatabase database = await OpenAsync();
        await Task.WhenAll(Enumerable.Range(1, 8).Select(id => InsertAsync(database, id)));

        await CutConnectionsAsync();

        await InsertAsync(database, 9);
        (await CountAsync(database)).ShouldBe(9);
    }

    [SkippableFact]
    public async Task ReadAsync_PooledConnectionsDied_ReadsAtOnce()
    {
        await using ISqlDatabase database = await OpenAsync();
        await InsertAsync(database, 1);

        await CutConnectionsAsync();

        (await CountAsync(database)).ShouldBe(1);
    }

    [SkippableFact]
    public async Task WriteAsync_ConnectionDiesBeforeCommit_IsDoneOnceAnew()
    {
        await using ISqlDatabase database = await OpenAsync();
        var runs = 0;
        await database.WriteAsync(async session =>
        {
            await session.ExecuteAsync("INSERT INTO items (id) VALUES (1)");
            if (++runs == 1)
            {
                await CutConnectionsAsync();
            }

            return await session.ExecuteAsync("INSERT INTO items (id) VALUES (2)");
        });

        runs.ShouldBe(2);
        (await CountAsync(database)).ShouldBe(2);
    }

    [SkippableFact]
    public async Task WriteAsync_NoConnectionLeft_WaitsForOne()
    {
        await using (await OpenAsync())
        {
            await ExecuteAsync("CREATE ROLE narrow LOGIN CONNECTION LIMIT 1");
            await ExecuteAsync("GRANT ALL ON items TO narrow");
        }

        var narrow = new NpgsqlConnectionStringBuilder(ConnectionString) { Username = "narrow" };
        var other = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(narrow.ConnectionString) { Pooling = false }.ConnectionString);
        await other.OpenAsync();
        var time = new ManualTimeProvider();
        await using ISqlDatabase database = new PostgresDatabase(narrow.ConnectionString, time);

        var write = InsertAsync(database, 1);
        await UntilAsync(() => time.ActiveTimers > 0 || write.IsCompleted);
        await other.DisposeAsync();
        await UntilAsync(() =>
        {
            time.Advance(TimeSpan.FromMilliseconds(50));
            return write.IsCompleted || time.GetUtcNow() > new ManualTimeProvider().GetUtcNow().AddSeconds(14);
        });

        await write;
        (await CountAsync(database)).ShouldBe(1);
    }

    [SkippableFact]
    public async Task WriteAsync_NoSuchDatabase_IsUnavailableWithTheFix()
    {
        await using ISqlDatabase database = new PostgresDatabase(
            new NpgsqlConnectionStringBuilder(ConnectionString) { Database = "nowhere" }.ConnectionString);
        (await Should.ThrowAsync<StorageUnavailableException>(() => InsertAsync(database, 1))).Message.ShouldContain("no such database");
    }

    [Theory]
    [InlineData("Host=db", 40)]
    [InlineData("Host=db;Maximum Pool Size=100", 100)]
    [InlineData("Host=db;MaxPoolSize=7", 7)]
    [InlineData("Host=db;Minimum Pool Size=60", 60)]
    public void WithDefaults_PoolSize_IsSmallUnlessTheStringSays(string connectionString, int size) =>
        new NpgsqlConnectionStringBuilder(PostgresConnection.WithDefaults(connectionString)).MaxPoolSize.ShouldBe(size);

    private async Task<PostgresDatabase> OpenAsync()
    {
        await ExecuteAsync("CREATE TABLE items (id BIGINT PRIMARY KEY)");
        return new PostgresDatabase(ConnectionString);
    }

    private static Task<int> InsertAsync(ISqlDatabase database, long id) =>
        database.WriteAsync(session => session.ExecuteAsync("INSERT INTO items (id) VALUES (@id)", ("@id", id))).AsTask();

    private static async Task<long?> CountAsync(ISqlDatabase database) =>
        await database.ReadAsync(static session => session.Int64Async("SELECT count(*) FROM items"));
}
