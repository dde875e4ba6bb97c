using Orleans.Embedded.Runtime;
using Orleans.Runtime;
using Orleans.Streams;

namespace Orleans.Embedded.Streams;

internal sealed class MemoryStreamHandle<T>(Subscription subscription) : StreamSubscriptionHandle<T>
{
    public override StreamId StreamId => subscription.StreamId;

    public override string ProviderName => subscription.Provider.Name;

    public override Guid HandleId => subscription.Id;

    public override Task UnsubscribeAsync()
    {
        subscription.Provider.Unsubscribe(subscription);
        if (TurnThread.Current?.Activation is { } activation)
        {
            StreamObservers.Of(activation).Detach(subscription);
        }

        return Task.CompletedTask;
    }

    public override Task<StreamSubscriptionHandle<T>> ResumeAsync(IAsyncObserver<T> observer, StreamSequenceToken? token = null)
    {
        MemoryStreamProvider.RefuseRewind(token);
        if (subscription is ClientSubscription client)
        {
            client.Observer = observer;
        }
        else
        {
            StreamObservers.Of((Activation)Activation.RequireCurrent()).Attach(subscription, observer);
        }

        return Task.FromResult<StreamSubscriptionHandle<T>>(this);
    }

    public override bool Equals(StreamSubscriptionHandle<T>? other) => other?.HandleId == HandleId;
}
