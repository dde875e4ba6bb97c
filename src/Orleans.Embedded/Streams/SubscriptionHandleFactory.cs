using Orleans.Runtime;
using Orleans.Streams;
using Orleans.Streams.Core;

namespace Orleans.Embedded.Streams;

internal sealed class SubscriptionHandleFactory(Subscription subscription) : IStreamSubscriptionHandleFactory
{
    public StreamId StreamId => subscription.StreamId;

    public string ProviderName => subscription.Provider.Name;

    public GuidId SubscriptionId => GuidId.GetGuidId(subscription.Id);

    public StreamSubscriptionHandle<T> Create<T>() => new MemoryStreamHandle<T>(subscription);
}
