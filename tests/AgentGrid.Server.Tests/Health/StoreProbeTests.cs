using AgentGrid.Server.Health;
using AgentGrid.Storage;
using AgentGrid.Storage.Sql;
using AgentGrid.Testing.Time;

namespace AgentGrid.Server.Tests.Health;

public sealed class StoreProbeTests
{
    private readonly ManualTimeProvider _time = new();
    private readonly CountingDatabase _database = new();

    [Fact]
    public async Task Check_ByMany_WritesOnceASecond()
    {
        var probe = new StoreProbe(_database, _time);
        await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => probe.CheckAsync(CancellationToken.None)));
        _database.Writes.ShouldBe(1);

        _time.Advance(TimeSpan.FromSeconds(1));
        await probe.CheckAsync(CancellationToken.None);
        _database.Writes.ShouldBe(2);
    }

    [Fact]
    public async Task Check_StoreThatCannotBeWritten_SaysSoUntilItCan()
    {
        var probe = new StoreProbe(_database, _time);
        _database.IsDown = true;
        await Should.ThrowAsync<StorageUnavailableException>(probe.CheckAsync(CancellationToken.None));

        _database.IsDown = false;
        _time.Advance(TimeSpan.FromSeconds(1));
        await probe.CheckAsync(CancellationToken.None);
    }

    [Fact]
    public async Task Check_WriteThatHangs_IsWaitedForTogetherAndLeftAlone()
    {
        var probe = new StoreProbe(_database, _time);
        _database.Hold = new TaskCompletionSource();
        using var gone = new CancellationTokenSource();
        var (first, second) = (probe.CheckAsync(gone.Token), probe.CheckAsync(CancellationToken.None));
        _time.Advance(TimeSpan.FromMinutes(1));
        var third = probe.CheckAsync(CancellationToken.None);
        await gone.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(first);
        _database.Hold.SetResult();
        await Task.WhenAll(second, third);
        _database.Writes.ShouldBe(1);
    }

    private sealed class CountingDatabase : ISqlDatabase
    {
        private int _writes;

        public int Writes => _writes;

        public bool IsDown { get; set; }

        public TaskCompletionSource? Hold { get; set; }

        public SqlDialect Dialect => SqlDialect.Sqlite;

        public async ValueTask<T> WriteAsync<T>(
            Func<ISqlSession, ValueTask<T>> work, WritePriority priority, CancellationToken cancellationToken)
        {
            Interlocked.Increment(ref _writes);
            await (Hold?.Task ?? Task.CompletedTask);
            return IsDown ? throw new StorageUnavailableException("disk full") : default!;
        }

        public ValueTask<T> ReadAsync<T>(Func<ISqlSession, ValueTask<T>> work, CancellationToken cancellationToken) =>
            throw new InvalidOperationException("A probe that reads proves nothing.");

        public ValueTask<T> ExclusiveAsync<T>(Func<ISqlSession, ValueTask<T>> work, CancellationToken cancellationToken) =>
            throw new InvalidOperationException("A probe holds up nobody.");

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
