using Orleans.Runtime;

namespace Orleans.Embedded.Streams;

/// <summary>A subscription of code that is not a grain.</summary>
internal sealed class ClientSubscription(MemoryStreamProvider provider, StreamId streamId) : Subscription(provider, streamId)
{
    public override GrainId? GrainId => null;

    public object? Observer { get; set; }

    protected override Task SendAsync(StreamEvent streamEvent) => Observer is { } observer ? streamEvent.TellAsync(observer) : Task.CompletedTask;
}
