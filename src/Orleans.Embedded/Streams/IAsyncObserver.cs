namespace Orleans.Streams;

/// <summary>Receives the events of a stream.</summary>
public interface IAsyncObserver<in T>
{
    /// <summary>The next event.</summary>
    Task OnNextAsync(T item, StreamSequenceToken? token = null);

    /// <summary>The stream has ended.</summary>
    Task OnCompletedAsync() => Task.CompletedTask;

    /// <summary>The stream has failed.</summary>
    Task OnErrorAsync(Exception ex);
}
