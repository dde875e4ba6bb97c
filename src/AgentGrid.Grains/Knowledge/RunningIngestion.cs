namespace AgentGrid.Grains.Knowledge;

/// <summary>What a file grain runs now in the background.</summary>
internal sealed class RunningIngestion : IDisposable
{
    private readonly CancellationTokenSource _stop = new();

    public CancellationToken Stop => _stop.Token;

    /// <summary>Whether it only makes other vectors of what is stored.</summary>
    public bool IsBuilding { get; init; }

    /// <summary>Completes when it has stopped for whatever reason; never fails.</summary>
    public Task Ended { get; set; } = Task.CompletedTask;

    public async Task StopAsync()
    {
        await _stop.CancelAsync();
        await Ended;
    }

    public void Dispose() => _stop.Dispose();
}
