using AgentGrid.Storage.Sql;
using AgentGrid.Storage.Sqlite;

namespace AgentGrid.Storage.Tests.Sqlite;

public sealed class SqliteWriteQueueTests : IDisposable
{
    private readonly SqliteWriteQueue _queue = new(capacity: 1_000);

    public void Dispose() => _queue.Dispose();

    [Fact]
    public async Task TryTake_FirstAndNormal_TakesTheFirstThoughTheyCameLater()
    {
        var normal = await AddAsync(WritePriority.Normal);
        var first = await AddAsync(WritePriority.First);
        var second = await AddAsync(WritePriority.First);

        Take(3).ShouldBe([first, second, normal]);
        _queue.TryTake().ShouldBeNull();
    }

    [Fact]
    public async Task TryTake_EndlessFirst_StillTakesTheNormalOnes()
    {
        List<SqliteWrite> normal = [await AddAsync(WritePriority.Normal), await AddAsync(WritePriority.Normal)];
        for (var i = 0; i < 100; i++)
        {
            await AddAsync(WritePriority.First);
        }

        Take(50).Where(write => write.Priority == WritePriority.Normal).ShouldBe(normal);
    }

    [Fact]
    public async Task TryTake_SamePriority_KeepsTheOrderOfArrival()
    {
        var added = new List<SqliteWrite>();
        for (var i = 0; i < 50; i++)
        {
            added.Add(await AddAsync(WritePriority.First));
        }

        Take(50).ShouldBe(added);
    }

    private async Task<SqliteWrite> AddAsync(WritePriority priority)
    {
        var write = new SqliteWrite<int>(_ => new(1), priority, CancellationToken.None);
        await _queue.EnqueueAsync(write, CancellationToken.None);
        return write;
    }

    private List<SqliteWrite> Take(int count) => [.. Enumerable.Range(0, count).Select(_ => _queue.TryTake().ShouldNotBeNull())];
}
