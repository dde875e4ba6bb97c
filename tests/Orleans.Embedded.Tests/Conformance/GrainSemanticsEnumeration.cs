using Orleans.Embedded.Tests.Conformance.Grains;

namespace Orleans.Embedded.Tests.Conformance;

public abstract class GrainSemanticsEnumeration(IGrainFixture fixture) : GrainSemantics(fixture)
{
    [Theory]
    [InlineData(0, 100)]
    [InlineData(1, 1)]
    [InlineData(1_000, 7)]
    [InlineData(1_000, 100)]
    public async Task Enumeration_YieldsAllInOrder(int count, int batchSize)
    {
        var seen = new List<int>();
        await foreach (var i in Grains.GetGrain<IEnumerationGrain>(NewKey()).CountToAsync(count, default).WithBatchSize(batchSize))
        {
            seen.Add(i);
        }

        seen.ShouldBe(Enumerable.Range(1, count));
    }

    [Fact]
    public async Task Enumeration_ThatFails_YieldsWhatCameBeforeAndThrows()
    {
        var seen = new List<int>();
        var failure = await Should.ThrowAsync<InvalidDataException>(async () =>
        {
            await foreach (var i in Grains.GetGrain<IEnumerationGrain>(NewKey()).FailAfterAsync(3))
            {
                seen.Add(i);
            }
        });
        failure.Message.ShouldBe("enough");
        seen.ShouldBe([1, 2, 3]);
    }

    [Fact]
    public async Task Enumeration_LeavesGrainFreeForOtherRequests()
    {
        var grain = Grains.GetGrain<IEnumerationGrain>(NewKey());
        var seen = new List<int>();
        var watching = Task.Run(async () =>
        {
            await foreach (var value in grain.WatchAsync())
            {
                seen.Add(value);
                if (value == 2)
                {
                    break;
                }
            }
        });
        await Eventually.TrueAsync(async () => await grain.CountWatchersAsync() == 1, "the enumeration began");
        await grain.AddAsync(1).Within();
        await grain.AddAsync(2).Within();
        await watching.Within();
        seen.ShouldBe([1, 2]);
        await Eventually.TrueAsync(async () => await grain.CountWatchersAsync() == 0, "breaking off disposed the grain's enumerator");
    }

    [Fact]
    public async Task Enumeration_Cancelled_ThrowsAndEndsAtGrain()
    {
        var grain = Grains.GetGrain<IEnumerationGrain>(NewKey());
        using var source = new CancellationTokenSource();
        var watching = Task.Run(async () =>
        {
            await foreach (var value in grain.WatchAsync().WithCancellation(source.Token))
            {
                value.ShouldBe(0);
            }
        });
        await Eventually.TrueAsync(async () => await grain.CountWatchersAsync() == 1, "the enumeration began");
        await source.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(watching.Within());
        await Eventually.TrueAsync(async () => await grain.CountWatchersAsync() == 0, "cancelling ended the grain's enumerator");
    }

    [Fact]
    public async Task Enumeration_CancelledThroughArgument_Throws()
    {
        var grain = Grains.GetGrain<IEnumerationGrain>(NewKey());
        using var source = new CancellationTokenSource();
        await Should.ThrowAsync<OperationCanceledException>(async () =>
        {
            await foreach (var i in grain.CountToAsync(1_000_000, source.Token).WithBatchSize(10))
            {
                if (i == 50)
                {
                    await source.CancelAsync();
                }
            }
        });
    }
}
