using Orleans.Streams;

namespace Orleans.Embedded.Streams;

/// <summary>Something a stream says: an item, its end, or its failure.</summary>
internal abstract record StreamEvent
{
    public abstract Task TellAsync(object observer);
}

internal sealed record StreamItem<T>(T Value, StreamSequenceToken Token) : StreamEvent
{
    public override Task TellAsync(object observer) =>
        observer is IAsyncObserver<T> typed ? typed.OnNextAsync(Value, Token) : Task.CompletedTask;
}

internal sealed record StreamCompleted<T> : StreamEvent
{
    public override Task TellAsync(object observer) =>
        observer is IAsyncObserver<T> typed ? typed.OnCompletedAsync() : Task.CompletedTask;
}

internal sealed record StreamFailed<T>(Exception Error) : StreamEvent
{
    public override Task TellAsync(object observer) =>
        observer is IAsyncObserver<T> typed ? typed.OnErrorAsync(Error) : Task.CompletedTask;
}
