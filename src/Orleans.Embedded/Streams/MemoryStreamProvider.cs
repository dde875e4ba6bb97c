using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.Extensions.Logging;
using Orleans.Embedded.Runtime;
using Orleans.Runtime;
using Orleans.Streams;

namespace Orleans.Embedded.Streams;

/// <summary>Streams in memory: ordered per subscriber, lost with the process, and dropped where a subscriber is too slow.</summary>
internal sealed partial class MemoryStreamProvider(string name, GrainRuntime runtime, ILogger<MemoryStreamProvider> log) : IStreamProvider
{
    /// <summary>How many events may wait for one subscriber.</summary>
    public const int LongestQueue = 10_000;

    private readonly ConcurrentDictionary<StreamId, ImmutableArray<Subscription>> _explicit = new();
    private readonly ConcurrentDictionary<(StreamId, GrainType), Subscription> _implicit = new();
    private long _sequence;

    public string Name => name;

    public bool IsRewindable => false;

    public static void RefuseRewind(StreamSequenceToken? token)
    {
        if (token is not null)
        {
            throw new NotSupportedException("Memory streams cannot be rewound; subscribe without a token.");
        }
    }

    public IAsyncStream<T> GetStream<T>(StreamId streamId) => new MemoryStream<T>(this, streamId);

    public StreamSequenceToken NextToken() => new MemorySequenceToken(Interlocked.Increment(ref _sequence), 0);

    public void Publish(StreamId streamId, StreamEvent streamEvent)
    {
        foreach (var subscription in Subscriptions(streamId))
        {
            if (!subscription.Offer(streamEvent))
            {
                LogDropped(log, name, streamId, LongestQueue);
            }
        }
    }

    /// <summary>The subscriptions of a stream, those by attribute included.</summary>
    public IEnumerable<Subscription> Subscriptions(StreamId streamId)
    {
        foreach (var subscription in _explicit.GetValueOrDefault(streamId, []))
        {
            yield return subscription;
        }

        var ns = streamId.GetNamespace();
        foreach (var kind in runtime.Kinds)
        {
            if (ns is not null && kind.StreamNamespaces.Contains(ns))
            {
                yield return _implicit.GetOrAdd(
                    (streamId, kind.GrainType),
                    static (at, args) => new GrainSubscription(args.self, at.Item1, args.kind, at.Item1.GetKeyAsString(), isImplicit: true),
                    (self: this, kind));
            }
        }
    }

    public Subscription Subscribe(StreamId streamId, Activation? subscriber)
    {
        Subscription added = subscriber is null
            ? new ClientSubscription(this, streamId)
            : new GrainSubscription(this, streamId, subscriber.Kind, subscriber.Key, isImplicit: false);
        _explicit.AddOrUpdate(streamId, static (_, a) => [a], static (_, all, a) => all.Add(a), added);
        return added;
    }

    public void Unsubscribe(Subscription subscription)
    {
        while (_explicit.TryGetValue(subscription.StreamId, out var all))
        {
            var rest = all.Remove(subscription);
            if (rest.IsEmpty
                ? _explicit.TryRemove(KeyValuePair.Create(subscription.StreamId, all))
                : _explicit.TryUpdate(subscription.StreamId, rest, all))
            {
                return;
            }
        }
    }

    public void DeliveryFailed(Exception error, StreamId streamId) => LogDeliveryFailed(log, error, name, streamId);

    public void NobodyListens(StreamId streamId) => LogNobodyListens(log, name, streamId);
}
