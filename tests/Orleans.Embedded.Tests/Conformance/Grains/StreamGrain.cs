using Orleans.Streams;

namespace Orleans.Embedded.Tests.Conformance.Grains;

internal sealed class StreamGrain : Grain, IStreamGrain, IAsyncObserver<string>
{
    private readonly List<string> _seen = [];

    public Task SubscribeAsync(string ns, string key) => Stream(ns, key).SubscribeAsync(this);

    public async Task UnsubscribeAsync(string ns, string key)
    {
        foreach (var handle in await Stream(ns, key).GetAllSubscriptionHandles())
        {
            await handle.UnsubscribeAsync();
        }
    }

    public Task PublishAsync(string ns, string key, string item) => Stream(ns, key).OnNextAsync(item);

    public Task<List<string>> GetSeenAsync() => Task.FromResult(_seen.ToList());

    public Task OnNextAsync(string item, StreamSequenceToken? token = null)
    {
        _seen.Add(item);
        return item == "poison" ? throw new InvalidDataException("on purpose") : Task.CompletedTask;
    }

    public Task OnErrorAsync(Exception ex) => Task.CompletedTask;

    private IAsyncStream<string> Stream(string ns, string key) =>
        this.GetStreamProvider(ConformanceSilo.Streams).GetStream<string>(StreamId.Create(ns, key));
}
