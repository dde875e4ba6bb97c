namespace AgentGrid.Core.Llm.Resilience;

/// <summary>Bounds in time what somebody waits for.</summary>
internal static class TimeLimit
{
    /// <summary>Does <paramref name="work"/>, whose token ends with the time or with <paramref name="stop"/>.</summary>
    /// <param name="late">What comes of it when the time is over, or when it was cancelled by neither.</param>
    /// <exception cref="OperationCanceledException"><paramref name="stop"/> was cancelled.</exception>
    public static async Task<T> RunAsync<T>(
        TimeSpan limit, TimeProvider clock, Func<CancellationToken, Task<T>> work, Func<OperationCanceledException, T> late, CancellationToken stop)
    {
        using var timer = new CancellationTokenSource(limit, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(stop, timer.Token);
        try
        {
            return await work(either.Token);
        }
        catch (OperationCanceledException e) when (!stop.IsCancellationRequested)
        {
            return late(e);
        }
    }
}
