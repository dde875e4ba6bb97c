using Orleans.Embedded.Runtime;

namespace Orleans.Embedded.Enumeration;

/// <summary>A consumer's wait for elements, which is also the turn that looks for them.</summary>
internal sealed class Pull<T>(EnumerationSession<T> session, int maxBatchSize)
    : TaskCompletionSource<Batch<T>>(TaskCreationOptions.RunContinuationsAsynchronously), ITurnWork
{
    public int MaxBatchSize => maxBatchSize;

    void ITurnWork.Run() => session.Fill(this);
}
