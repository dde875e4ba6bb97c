namespace AgentGrid.Server.Idempotency;

/// <summary>An idempotency key while a request of this process has it.</summary>
internal sealed class KeyHold(string bodyHash)
{
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Of the request that has the key.</summary>
    public string BodyHash => bodyHash;

    /// <summary>Completes when that request has kept its answer or given the key back.</summary>
    public Task Ended => _ended.Task;

    public void End() => _ended.TrySetResult();
}
