using AgentGrid.Grains.Knowledge;

namespace AgentGrid.Grains.Tests.Knowledge;

public sealed class IngestionGateTests
{
    [Fact]
    public async Task Enter_WhileManyOfAnotherUserWait_IsNext()
    {
        var gate = new IngestionGate(1, TimeProvider.System);
        var first = await gate.EnterAsync("busy", default);
        var busy = Enumerable.Range(0, 10).Select(_ => gate.EnterAsync("busy", default)).ToArray();
        var other = gate.EnterAsync("other", default);

        first.Dispose();
        (await busy[0]).Dispose();
        var place = await other;

        busy.Count(waiting => waiting.IsCompleted).ShouldBe(1);
        place.Dispose();
        (await busy[1]).Dispose();
    }

    [Fact]
    public async Task Enter_GivenUp_LeavesItsPlaceToTheNext()
    {
        var gate = new IngestionGate(1, TimeProvider.System);
        var first = await gate.EnterAsync("a", default);
        using var stop = new CancellationTokenSource();
        var given = gate.EnterAsync("a", stop.Token);
        var next = gate.EnterAsync("a", default);

        await stop.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(given);
        first.Dispose();

        (await next).Dispose();
        (await gate.EnterAsync("b", default)).Dispose();
    }

    [Fact]
    public async Task Enter_ByManyAtOnce_NeverAdmitsMoreThanItsPlaces()
    {
        var gate = new IngestionGate(3, TimeProvider.System);
        int inside = 0, most = 0;
        await Parallel.ForEachAsync(Enumerable.Range(0, 300), new ParallelOptions { MaxDegreeOfParallelism = 30 }, async (i, stop) =>
        {
            using var place = await gate.EnterAsync($"user {i % 7}", stop);
            var now = Interlocked.Increment(ref inside);
            InterlockedMax(ref most, now);
            await Task.Yield();
            Interlocked.Decrement(ref inside);
        });

        most.ShouldBeInRange(1, 3);
    }

    [Fact]
    public async Task Dispose_Twice_FreesOnePlace()
    {
        var gate = new IngestionGate(1, TimeProvider.System);
        var place = await gate.EnterAsync("a", default);
        place.Dispose();
        place.Dispose();
        var held = await gate.EnterAsync("a", default);

        gate.EnterAsync("a", default).IsCompleted.ShouldBeFalse();
        held.Dispose();
    }

    private static void InterlockedMax(ref int target, int value)
    {
        for (var seen = Volatile.Read(ref target); seen < value; seen = Volatile.Read(ref target))
        {
            Interlocked.CompareExchange(ref target, value, seen);
        }
    }
}
