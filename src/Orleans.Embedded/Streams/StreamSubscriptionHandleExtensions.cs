using Orleans.Embedded.Streams;

namespace Orleans.Streams;

/// <summary>Resumes subscriptions with delegates.</summary>
public static class StreamSubscriptionHandleExtensions
{
    /// <summary>Attaches a delegate to the subscription.</summary>
    public static Task<StreamSubscriptionHandle<T>> ResumeAsync<T>(
        this StreamSubscriptionHandle<T> handle, Func<T, StreamSequenceToken?, Task> onNextAsync, StreamSequenceToken? token = null) =>
        handle.ResumeAsync(new DelegateObserver<T>(onNextAsync, null, null), token);
}
