using Orleans.Embedded.Tests.Conformance;
using Orleans.Embedded.Tests.Conformance.Grains;
using Orleans.Streams;

namespace Orleans.Embedded.Tests.Embedded;

public sealed class ClientStreamTests : IAsyncLifetime
{
    private readonly EmbeddedFixture _engine = new();

    public Task InitializeAsync() => _engine.StartAsync(new GrainFixtureOptions());

    public async Task DisposeAsync() => await _engine.DisposeAsync();

    [Fact]
    public async Task Client_Subscribed_GetsEventsInOrderUntilItUnsubscribes()
    {
        var seen = new List<int>();
        var handle = await Stream("ordered").SubscribeAsync((item, _) =>
        {
            seen.Add(item);
            return Task.CompletedTask;
        });
        await Stream("ordered").OnNextBatchAsync(Enumerable.Range(0, 1_000));
        await Eventually.TrueAsync(() => seen.Count == 1_000, "all events arrive");
        seen.ShouldBe(Enumerable.Range(0, 1_000));
        await handle.UnsubscribeAsync();
        (await Stream("ordered").GetAllSubscriptionHandles()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Subscriber_ThatFails_GetsTheNextEvent()
    {
        var consumer = _engine.GrainFactory.GetGrain<IStreamGrain>("poisoned");
        await consumer.SubscribeAsync("explicit", "poison");
        await consumer.PublishAsync("explicit", "poison", "poison");
        await consumer.PublishAsync("explicit", "poison", "after");
        await Eventually.TrueAsync(async () => (await consumer.GetSeenAsync()).Contains("after"), "the next event arrives");
    }

    [Fact]
    public async Task Subscribe_FromThePast_IsRefused()
    {
        var first = new List<StreamSequenceToken?>();
        await Stream("rewind").SubscribeAsync((_, token) =>
        {
            first.Add(token);
            return Task.CompletedTask;
        });
        await Stream("rewind").OnNextAsync(1);
        await Eventually.TrueAsync(() => first.Count == 1, "the event arrives");
        await Should.ThrowAsync<NotSupportedException>(async () =>
            await Stream("rewind").SubscribeAsync(new NoObserver(), first[0]));
    }

    private IAsyncStream<int> Stream(string key) =>
        _engine.Client.GetStreamProvider(ConformanceSilo.Streams).GetStream<int>(StreamId.Create("client", key));

    private sealed class NoObserver : IAsyncObserver<int>
    {
        public Task OnNextAsync(int item, StreamSequenceToken? token = null) => Task.CompletedTask;

        public Task OnErrorAsync(Exception ex) => Task.CompletedTask;
    }
}
