using Orleans.Runtime;

namespace Orleans.Streams.Core;

/// <summary>A subscription of which the event type is not yet known.</summary>
public interface IStreamSubscriptionHandleFactory
{
    /// <summary>The stream.</summary>
    StreamId StreamId { get; }

    /// <summary>The provider's name.</summary>
    string ProviderName { get; }

    /// <summary>The subscription's identity.</summary>
    GuidId SubscriptionId { get; }

    /// <summary>The subscription, for events of this type.</summary>
    StreamSubscriptionHandle<T> Create<T>();
}
