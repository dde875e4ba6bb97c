using AgentGrid.Storage.Sql;

namespace AgentGrid.Server.Health;

/// <summary>Finds out whether the store takes writes, however many ask: at most once a second.</summary>
internal sealed class StoreProbe(ISqlDatabase database, TimeProvider time)
{
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(1);
    private readonly Lock _gate = new();
    private Task? _probe;
    private long _began;

    /// <summary>Throws what the write threw: <see cref="Storage.StorageUnavailableException"/> where nothing can be stored.</summary>
    public Task CheckAsync(CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            if (_probe is not { } latest || (latest.IsCompleted && time.GetElapsedTime(_began) >= Fresh))
            {
                _began = time.GetTimestamp();
                _probe = WriteAsync();
            }

            return _probe.WaitAsync(cancellationToken);
        }
    }

    // A row that is written again with what it holds: a full disk shows only when something is written.
    private async Task WriteAsync() => await database.WriteAsync(
        static session => session.ExecuteAsync("UPDATE store_info SET created_at = created_at"), CancellationToken.None);
}
