namespace Orleans.Embedded.Invocation;

/// <summary>A call of which the answer is a <see cref="Task"/>.</summary>
public abstract class TaskRequestBase<T> : GrainRequest<T>
{
    private TaskCompletionSource<T>? _promise;

    private protected TaskRequestBase(int ordinal)
        : base(ordinal)
    {
    }

    /// <summary>The answer of a call that is not done yet.</summary>
    internal Task<T> Promise()
    {
        var promise = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);

        // Against Publish on another thread: either it sees the promise, or this thread sees the answer.
        Interlocked.Exchange(ref _promise, promise);
        if (IsAnswered)
        {
            Settle(promise);
        }

        return promise.Task;
    }

    private protected override void Publish(bool early)
    {
        MarkAnswered();
        if (Volatile.Read(ref _promise) is { } promise)
        {
            Settle(promise);
        }
    }

    private protected override void RunContinuation() =>
        throw new InvalidOperationException("Tasks run their own continuations.");

    private void Settle(TaskCompletionSource<T> promise)
    {
        switch (Failure)
        {
            case null:
                promise.TrySetResult(Result);
                break;
            case OperationCanceledException cancelled:
                promise.TrySetCanceled(cancelled.CancellationToken);
                break;
            case var error:
                promise.TrySetException(error);
                break;
        }
    }
}
