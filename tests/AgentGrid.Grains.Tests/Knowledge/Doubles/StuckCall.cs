namespace AgentGrid.Grains.Tests.Knowledge.Doubles;

/// <summary>Lets an embedder's calls pass but for some, which wait until they are stopped.</summary>
internal sealed class StuckCall
{
    private readonly int _first;
    private readonly int _last;
    private readonly TaskCompletionSource _reached = new();
    private readonly SemaphoreSlim _begun = new(0);

    private StuckCall(int first, int last)
    {
        _first = first;
        _last = last;
    }

    /// <summary>Completes when the first of them has begun.</summary>
    public Task Reached => _reached.Task;

    /// <summary>Completes when one more of them has begun.</summary>
    public Task NextAsync() => _begun.WaitAsync();

    /// <summary>Only this call is stuck.</summary>
    public static StuckCall At(int call) => new(call, call);

    /// <summary>This call and all after it are stuck.</summary>
    public static StuckCall From(int call) => new(call, int.MaxValue);

    /// <summary>What an embedder awaits before it answers.</summary>
    public Task BeforeAnswer(int call, CancellationToken stop)
    {
        if (call < _first || call > _last)
        {
            return Task.CompletedTask;
        }

        _reached.TrySetResult();
        _begun.Release();
        return Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, stop);
    }
}
