using AgentGrid.Storage.Hosting;
using AgentGrid.Storage.Postgres;
using AgentGrid.Testing.Storage;
using AgentGrid.Testing.Time;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Npgsql;

namespace AgentGrid.Storage.Tests.Postgres;

public sealed class PostgresHoldTests(PostgresFixture server) : PostgresTest(server)
{
    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(1);

    [SkippableFact]
    public async Task TryTakeAsync_HeldByAnother_NamesIt()
    {
        await using var first = new PostgresHold(ConnectionString);
        await using var second = new PostgresHold(ConnectionString);

        (await first.TryTakeAsync(default)).ShouldBeNull();
        (await second.TryTakeAsync(default)).ShouldBe(first.Name);

        await first.DisposeAsync();
        await UntilAsync(() => second.TryTakeAsync(default).GetAwaiter().GetResult() is null);
    }

    [SkippableFact]
    public async Task TryTakeAsync_OwnFormerConnectionStillHasIt_EndsThatOne()
    {
        await using var hold = new PostgresHold(ConnectionString);
        await using var former = new NpgsqlConnection(
            new NpgsqlConnectionStringBuilder(ConnectionString) { Pooling = false, ApplicationName = hold.Name }.ConnectionString);
        await former.OpenAsync();
        await using (var command = new NpgsqlCommand("SELECT pg_advisory_lock(x'41676E74536F6C65'::bigint)", former))
        {
            await command.ExecuteNonQueryAsync();
        }

        (await hold.TryTakeAsync(default)).ShouldBe(hold.Name);
        await UntilAsync(() => hold.TryTakeAsync(default).GetAwaiter().GetResult() is null);
    }

    [SkippableFact]
    public async Task Keeper_ConnectionLost_TakesTheDatabaseAgain()
    {
        await using var hold = new PostgresHold(ConnectionString);
        (await hold.TryTakeAsync(default)).ShouldBeNull();
        using var keeper = Keeper(hold);
        await keeper.StartAsync(default);

        var before = await HolderAsync();
        await CutConnectionsAsync();

        await using var other = new PostgresHold(ConnectionString);
        await UntilAsync(() => HolderAsync().GetAwaiter().GetResult() is { } holder && holder != before);
        (await other.TryTakeAsync(default)).ShouldBe(hold.Name);
        await keeper.StopAsync(default);
        keeper.ExecuteTask!.IsFaulted.ShouldBeFalse();
    }

    [SkippableFact]
    public async Task Keeper_AnotherServerTookTheDatabase_Fails()
    {
        await using var hold = new PostgresHold(ConnectionString);
        (await hold.TryTakeAsync(default)).ShouldBeNull();
        await CutConnectionsAsync();
        await using var other = new PostgresHold(ConnectionString);
        await UntilAsync(() => other.TryTakeAsync(default).GetAwaiter().GetResult() is null);

        using var keeper = Keeper(hold);
        await keeper.StartAsync(default);

        (await Should.ThrowAsync<StorageStartException>(keeper.ExecuteTask!)).Message.ShouldContain(other.Name);
    }

    [SkippableFact]
    public async Task WatchAsync_NothingHappens_Returns()
    {
        await using var hold = new PostgresHold(ConnectionString);
        (await hold.TryTakeAsync(default)).ShouldBeNull();
        await hold.WatchAsync(Moment, default);
        (await HolderAsync()).ShouldNotBeNull();
    }

    [SkippableFact]
    public async Task Start_PredecessorStops_GoesOn()
    {
        await using var predecessor = new PostgresHold(ConnectionString);
        (await predecessor.TryTakeAsync(default)).ShouldBeNull();
        await using var hold = new PostgresHold(ConnectionString);
        var time = new ManualTimeProvider();

        var start = new PostgresStart(ConnectionString, hold, time, NullLogger.Instance).WaitAsync(default);
        await UntilAsync(() => time.ActiveTimers > 0 || start.IsCompleted);
        start.IsCompleted.ShouldBeFalse();
        await predecessor.DisposeAsync();
        await UntilAsync(() => HolderAsync().GetAwaiter().GetResult() is null);
        time.Advance(TimeSpan.FromSeconds(1));

        await start;
        (await HolderAsync()).ShouldNotBeNull();
    }

    [SkippableFact]
    public async Task Start_AnotherServerStays_IsRefusedWithTheFix()
    {
        await using var first = new PostgresHold(ConnectionString);
        (await first.TryTakeAsync(default)).ShouldBeNull();
        await using var second = new PostgresHold(ConnectionString);

        var refused = await Should.ThrowAsync<StorageStartException>(Start(ConnectionString, second).WaitAsync(default));
        refused.Message.ShouldContain("Stop it first");
        refused.Message.ShouldContain(first.Name);
    }

    [SkippableTheory]
    [InlineData("Host", "/nowhere", "cannot be reached")]
    [InlineData("Database", "nowhere", "no such database")]
    [InlineData("Username", "nobody", "does not let AgentGrid in")]
    public async Task Start_NoWayIn_IsRefusedWithTheFix(string key, string value, string fix)
    {
        var settings = new NpgsqlConnectionStringBuilder(ConnectionString) { [key] = value };
        await using var hold = new PostgresHold(settings.ConnectionString);

        (await Should.ThrowAsync<StorageStartException>(Start(settings.ConnectionString, hold).WaitAsync(default))).Message.ShouldContain(fix);
        (await Should.ThrowAsync<StorageStartException>(Start(settings.ConnectionString, null).WaitAsync(default))).Message.ShouldContain(fix);
    }

    [SkippableFact]
    public async Task Start_DatabaseNotThereYet_WaitsForIt()
    {
        var time = new ManualTimeProvider();
        var settings = new NpgsqlConnectionStringBuilder(ConnectionString) { Host = "/nowhere" };
        var start = new PostgresStart(settings.ConnectionString, null, time, NullLogger.Instance).WaitAsync(default);

        await UntilAsync(() => time.ActiveTimers > 0 || start.IsCompleted);
        start.IsCompleted.ShouldBeFalse();
        time.Advance(TimeSpan.FromSeconds(31));

        await Should.ThrowAsync<StorageStartException>(start);
    }

    private static PostgresStart Start(string connectionString, PostgresHold? hold) =>
        new(connectionString, hold, TimeProvider.System, NullLogger.Instance) { Patience = TimeSpan.Zero };

    private PostgresHoldKeeper Keeper(PostgresHold hold) => new(
        hold, Options.Create(new StorageOptions { Provider = StorageOptions.Postgres, ConnectionString = ConnectionString, SoleServer = true }),
        TimeProvider.System, NullLogger<PostgresHoldKeeper>.Instance);

    /// <summary>The process of the database that serves whoever holds it; null when nobody does.</summary>
    private async Task<int?> HolderAsync() => await ExecuteAsync(
        """
        SELECT pid FROM pg_locks WHERE locktype = 'advisory' AND granted
        AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
        """) as int?;
}
