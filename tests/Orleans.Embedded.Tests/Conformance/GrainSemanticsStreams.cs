using Orleans.Embedded.Tests.Conformance.Grains;

namespace Orleans.Embedded.Tests.Conformance;

public abstract class GrainSemanticsStreams(IGrainFixture fixture) : GrainSemantics(fixture)
{
    [Fact]
    public async Task ImplicitSubscriber_WithStreamsKey_GetsEventsInOrder()
    {
        var key = NewKey();
        var producer = Grains.GetGrain<IStreamGrain>(NewKey());
        for (var i = 0; i < 50; i++)
        {
            await producer.PublishAsync("implicit", key, $"{i}");
        }

        var consumer = Grains.GetGrain<IImplicitStreamGrain>(key);
        await Eventually.TrueAsync(async () => (await consumer.GetSeenAsync()).Count == 50, "all events arrive");
        (await consumer.GetSeenAsync()).ShouldBe(Enumerable.Range(0, 50).Select(i => $"{i}"));
    }

    [Fact]
    public async Task ImplicitSubscriber_OfOtherKey_GetsNothing()
    {
        var key = NewKey();
        var other = Grains.GetGrain<IImplicitStreamGrain>(NewKey());
        await Grains.GetGrain<IStreamGrain>(NewKey()).PublishAsync("implicit", key, "x");
        await Eventually.TrueAsync(
            async () => (await Grains.GetGrain<IImplicitStreamGrain>(key).GetSeenAsync()).Count == 1, "the event arrives");
        (await other.GetSeenAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task ExplicitSubscriber_GetsEventsUntilItUnsubscribes()
    {
        var key = NewKey();
        var consumer = Grains.GetGrain<IStreamGrain>(NewKey());
        var producer = Grains.GetGrain<IStreamGrain>(NewKey());
        var witness = Grains.GetGrain<IStreamGrain>(NewKey());
        await consumer.SubscribeAsync("explicit", key);
        await witness.SubscribeAsync("explicit", key);
        await producer.PublishAsync("explicit", key, "first");
        await Eventually.TrueAsync(async () => (await consumer.GetSeenAsync()).Count == 1, "the event arrives");
        await consumer.UnsubscribeAsync("explicit", key);
        await producer.PublishAsync("explicit", key, "second");

        // Delivery trails publishing, and one who subscribes meanwhile may get what is still on its way.
        await Eventually.TrueAsync(async () => (await witness.GetSeenAsync()).Contains("second"), "the subscriber that stayed gets it");
        (await consumer.GetSeenAsync()).ShouldBe(["first"]);
        await consumer.SubscribeAsync("explicit", key);
        await producer.PublishAsync("explicit", key, "third");
        await Eventually.TrueAsync(async () => (await consumer.GetSeenAsync()).Contains("third"), "the later event arrives");
    }
}
