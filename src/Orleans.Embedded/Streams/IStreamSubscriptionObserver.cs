namespace Orleans.Streams.Core;

/// <summary>A grain that is told of its implicit subscriptions.</summary>
public interface IStreamSubscriptionObserver
{
    /// <summary>Called once per activation and stream, before the first event.</summary>
    Task OnSubscribed(IStreamSubscriptionHandleFactory handleFactory);
}
