namespace AgentGrid.Server.Settings;

/// <summary>
/// Lets the changes of admins go one after another from the look at what is stored to their effect. Side by side the one stored
/// first could be the last to take effect, and stay so.
/// </summary>
internal sealed class AdminGate : IDisposable
{
    private readonly SemaphoreSlim _gate = new(1);

    public void Dispose() => _gate.Dispose();

    public async Task<T> RunAsync<T>(Func<Task<T>> change, CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken);
        try
        {
            return await change();
        }
        finally
        {
            _gate.Release();
        }
    }
}
