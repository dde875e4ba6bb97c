namespace AgentGrid.Grains.Knowledge;

/// <summary>The ingestion that a file grain runs now.</summary>
internal sealed class RunningIngestion : IDisposable
{
    private readonly CancellationTokenSource _stop = new();

    public CancellationToken Stop => _stop.Token;

    /// <summary>Completes when it has stopped for whatever reason; never fails.</summary>
    public Task Ended { get; set; } = Task.CompletedTask;

    public async Task StopAsync()
    {
        await _stop.CancelAsync();
        await Ended;
    }

    public void Dispose() => _stop.Dispose();
}
