using Orleans.Embedded.Runtime;
using Orleans.Runtime;

namespace Orleans.Embedded.Streams;

/// <summary>A subscription of a grain, made by itself or by its class's attribute. The observer lives in the activation.</summary>
internal sealed class GrainSubscription(
    MemoryStreamProvider provider, StreamId streamId, GrainKind kind, string key, bool isImplicit) : Subscription(provider, streamId)
{
    public bool IsImplicit => isImplicit;

    public override GrainId? GrainId => new GrainId(kind.GrainType, IdSpan.Create(key));

    protected override Task SendAsync(StreamEvent streamEvent) =>
        StreamDelivery.SendAsync(this, kind, key, streamEvent);
}
