using AgentGrid.Storage.Sql;
using AgentGrid.Storage.Sqlite;

namespace AgentGrid.Storage.Tests.Sqlite;

public sealed class SqliteWriteQueueTests
{
    private readonly SqliteWriteQueue _queue = new(capacity: 1_000);

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

    [Fact]
    public async Task Close_WhileOthersEnqueue_LeavesWhatIsQueuedToTheConsumer()
    {
        for (var round = 0; round < 50; round++)
        {
            var queue = new SqliteWriteQueue(capacity: 10_000_000);
            var before = new SqliteWrite<int>(_ => new(1), WritePriority.Normal, CancellationToken.None);
            await queue.EnqueueAsync(before, CancellationToken.None);
            using var started = new CountdownEvent(4);
            var others = Enumerable.Range(0, 4).Select(_ => Task.Run(() => EnqueueUntilClosedAsync(queue, started))).ToArray();
            started.Wait(TimeSpan.FromSeconds(30)).ShouldBeTrue();
            queue.Close();
            await Task.WhenAll(others);

            before.Task.IsCompleted.ShouldBeFalse();
            queue.Take().ShouldBe(before);
            while (queue.Take() is not null)
            {
                // To the end, as the writer does.
            }
        }
    }

    [Fact]
    public async Task EnqueueAsync_ClosedAndFull_IsRefusedOnceRoomIsMade()
    {
        var queue = new SqliteWriteQueue(capacity: 1);
        var inside = new SqliteWrite<int>(_ => new(1), WritePriority.Normal, CancellationToken.None);
        await queue.EnqueueAsync(inside, CancellationToken.None);
        Task[] waiting = [.. Enumerable.Range(0, 3).Select(_ => queue.EnqueueAsync(
            new SqliteWrite<int>(_ => new(1), WritePriority.Normal, CancellationToken.None), CancellationToken.None).AsTask())];
        queue.Close();
        queue.FailAll();

        await Should.ThrowAsync<ObjectDisposedException>(() => inside.Task);
        foreach (var task in waiting)
        {
            await Should.ThrowAsync<ObjectDisposedException>(() => task.WaitAsync(TimeSpan.FromSeconds(30)));
        }
    }

    private static async Task EnqueueUntilClosedAsync(SqliteWriteQueue queue, CountdownEvent started)
    {
        for (var i = 0; ; i++)
        {
            try
            {
                await queue.EnqueueAsync(
                    new SqliteWrite<int>(_ => new(1), WritePriority.Normal, CancellationToken.None), CancellationToken.None);
            }
            catch (ObjectDisposedException)
            {
                return;
            }

            if (i == 20)
            {
                started.Signal();
            }
        }
    }

    private async Task<SqliteWrite> AddAsync(WritePriority priority)
    {
        var write = new SqliteWrite<int>(_ => new(1), priority, CancellationToken.None);
        await _queue.EnqueueAsync(write, CancellationToken.None);
        return write;
    }

    private List<SqliteWrite> Take(int count) => [.. Enumerable.Range(0, count).Select(_ => _queue.TryTake().ShouldNotBeNull())];
}
