using Orleans.Embedded.Runtime;
using Orleans.Runtime;
using Orleans.Streams;

namespace Orleans.Embedded.Streams;

internal sealed class MemoryStream<T>(MemoryStreamProvider provider, StreamId streamId) : IAsyncStream<T>
{
    public bool IsRewindable => false;

    public string ProviderName => provider.Name;

    public StreamId StreamId => streamId;

    public Task OnNextAsync(T item, StreamSequenceToken? token = null)
    {
        provider.Publish(streamId, new StreamItem<T>(item, token ?? provider.NextToken()));
        return Task.CompletedTask;
    }

    public Task OnNextBatchAsync(IEnumerable<T> batch, StreamSequenceToken? token = null)
    {
        foreach (var item in batch)
        {
            provider.Publish(streamId, new StreamItem<T>(item, token ?? provider.NextToken()));
        }

        return Task.CompletedTask;
    }

    public Task OnCompletedAsync()
    {
        provider.Publish(streamId, new StreamCompleted<T>());
        return Task.CompletedTask;
    }

    public Task OnErrorAsync(Exception ex)
    {
        provider.Publish(streamId, new StreamFailed<T>(ex));
        return Task.CompletedTask;
    }

    public Task<StreamSubscriptionHandle<T>> SubscribeAsync(IAsyncObserver<T> observer) => SubscribeAsync(observer, null);

    public Task<StreamSubscriptionHandle<T>> SubscribeAsync(
        IAsyncObserver<T> observer, StreamSequenceToken? token, string? filterData = null)
    {
        MemoryStreamProvider.RefuseRewind(token);
        return new MemoryStreamHandle<T>(provider.Subscribe(streamId, TurnThread.Current?.Activation)).ResumeAsync(observer);
    }

    public Task<IList<StreamSubscriptionHandle<T>>> GetAllSubscriptionHandles()
    {
        var caller = TurnThread.Current?.Activation?.GrainId;
        return Task.FromResult<IList<StreamSubscriptionHandle<T>>>(
        [
            .. provider.Subscriptions(streamId).Where(s => s.GrainId == caller).Select(s => new MemoryStreamHandle<T>(s)),
        ]);
    }

    public bool Equals(IAsyncStream<T>? other) =>
        other is not null && other.StreamId == streamId && other.ProviderName == provider.Name;

    public override bool Equals(object? obj) => Equals(obj as IAsyncStream<T>);

    public override int GetHashCode() => streamId.GetHashCode();

    public int CompareTo(IAsyncStream<T>? other) => other is null ? 1 : streamId.CompareTo(other.StreamId);
}
