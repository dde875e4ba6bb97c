using AgentGrid.Storage.Sessions;

namespace AgentGrid.Grains.Sessions;

/// <summary>The turn that a session answers now.</summary>
internal sealed class RunningTurn(StoredTurn turn) : IDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private volatile bool _interrupted;

    public StoredTurn Turn => turn;

    public CancellationToken Stop => _stop.Token;

    /// <summary>Whether the server stops it, so that the answer counts as interrupted and not as cancelled by its user.</summary>
    public bool Interrupted => _interrupted;

    /// <summary>Completes when the turn is closed; never fails.</summary>
    public Task Ended { get; set; } = Task.CompletedTask;

    public void Cancel() => _stop.Cancel();

    public void Interrupt()
    {
        _interrupted = true;
        _stop.Cancel();
    }

    public void Dispose() => _stop.Dispose();
}
