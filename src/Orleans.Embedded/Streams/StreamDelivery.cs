using Orleans.Embedded.Invocation;
using Orleans.Embedded.Runtime;
using Orleans.Streams.Core;

namespace Orleans.Embedded.Streams;

/// <summary>An event on its way through a grain's queue: a turn like a request.</summary>
internal sealed class StreamDelivery(GrainSubscription subscription, StreamEvent streamEvent) : TaskRequest(0)
{
    internal override bool IsFiltered => false;

    public static Task SendAsync(GrainSubscription subscription, GrainKind kind, string key, StreamEvent streamEvent)
    {
        var delivery = new StreamDelivery(subscription, streamEvent) { IsQueued = true };
        delivery.Bind(kind.Runtime.Internal.StreamEvent);
        kind.Deliver(key, delivery);
        return delivery.Promise();
    }

    public override int GetArgumentCount() => 0;

    protected override async Task Call(object grain)
    {
        var observers = StreamObservers.Of(Target!);
        if (!observers.Knows(subscription) && subscription.IsImplicit && grain is IStreamSubscriptionObserver subscriber)
        {
            observers.Introduce(subscription);
            await subscriber.OnSubscribed(new SubscriptionHandleFactory(subscription));
        }

        if (observers.Find(subscription) is { } observer)
        {
            await streamEvent.TellAsync(observer);
        }
        else
        {
            subscription.Provider.NobodyListens(subscription.StreamId);
        }
    }
}
