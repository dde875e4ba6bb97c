using Orleans.Embedded.Runtime;

namespace Orleans.Embedded.Streams;

/// <summary>The observers an activation has attached to its subscriptions. Only touched in its turns.</summary>
internal sealed class StreamObservers
{
    private readonly Dictionary<Subscription, object?> _observers = [];

    public static StreamObservers Of(Activation activation)
    {
        var components = activation.Parts.Components ??= [];
        if (!components.TryGetValue(typeof(StreamObservers), out var observers))
        {
            components.Add(typeof(StreamObservers), observers = new StreamObservers());
        }

        return (StreamObservers)observers;
    }

    public bool Knows(Subscription subscription) => _observers.ContainsKey(subscription);

    public void Introduce(Subscription subscription) => _observers.TryAdd(subscription, null);

    public void Attach(Subscription subscription, object observer) => _observers[subscription] = observer;

    public void Detach(Subscription subscription) => _observers.Remove(subscription);

    public object? Find(Subscription subscription) => _observers.GetValueOrDefault(subscription);
}
