namespace AgentGrid.Storage.Audit;

/// <summary>The audit log: only ever added to.</summary>
public interface IAuditStore
{
    ValueTask AppendAsync(AuditEntry entry, CancellationToken cancellationToken = default);

    /// <summary>Newest first; of one target when it is named. Fails with <c>invalid_cursor</c>.</summary>
    ValueTask<Outcome<Page<AuditEntry>>> ListAsync(
        PageRequest page, string? targetId = null, CancellationToken cancellationToken = default);
}
