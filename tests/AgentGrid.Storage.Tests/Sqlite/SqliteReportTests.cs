using AgentGrid.Storage.Sql;
using AgentGrid.Storage.Sqlite;
using AgentGrid.Testing.Storage;

namespace AgentGrid.Storage.Tests.Sqlite;

/// <summary>Reads that take long leave the others alone.</summary>
public sealed class SqliteReportTests : IAsyncLifetime
{
    private static readonly TimeSpan Long = TimeSpan.FromSeconds(30);

    private readonly TempFolder _folder = new();
    private ISqlDatabase _database = null!;

    public Task InitializeAsync()
    {
        _database = new SqliteDatabase(_folder.File("test.db"), new SqliteOptions());
        return Task.CompletedTask;
    }

    public async Task DisposeAsync()
    {
        await _database.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task ReportAsync_Many_LeaveReadersAndTheCallersThread()
    {
        using var go = new ManualResetEventSlim();
        var running = 0;
        var most = 0;
        Task<int>[] reports = [.. Enumerable.Range(0, 20).Select(i => _database.ReportAsync(_ =>
        {
            lock (go)
            {
                most = Math.Max(most, ++running);
            }

            go.Wait(Long).ShouldBeTrue();
            lock (go)
            {
                running--;
            }

            return new ValueTask<int>(i);
        }).AsTask())];

        (await OneAsync().AsTask().WaitAsync(Long)).ShouldBe(1);
        go.Set();
        (await Task.WhenAll(reports)).ShouldBe(Enumerable.Range(0, 20));
        most.ShouldBe(2);
    }

    [Fact]
    public async Task ReportAsync_CancelledMidway_StopsAndLeavesTheReaderInOrder()
    {
        for (var round = 0; round < 10; round++)
        {
            using var cancel = new CancellationTokenSource();
            var report = _database.ReportAsync(
                session => session.QueryAsync(
                    "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT i FROM n",
                    row =>
                    {
                        var i = row.Int64();
                        if (i == 100)
                        {
                            cancel.Cancel();
                        }

                        return i;
                    }),
                cancel.Token);
            await Should.ThrowAsync<OperationCanceledException>(() => report.AsTask().WaitAsync(Long));
        }

        (await OneAsync()).ShouldBe(1);
    }

    private ValueTask<long?> OneAsync() => _database.ReadAsync(static session => session.Int64Async("SELECT 1"));
}
