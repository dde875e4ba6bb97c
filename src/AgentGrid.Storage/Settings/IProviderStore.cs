using System.Collections.Immutable;
using AgentGrid.Storage.Audit;

namespace AgentGrid.Storage.Settings;

/// <summary>Model providers that admins configured.</summary>
public interface IProviderStore
{
    ValueTask<ImmutableArray<StoredProvider>> ListAsync(CancellationToken cancellationToken = default);

    ValueTask<StoredProvider?> FindAsync(string name, CancellationToken cancellationToken = default);

    /// <summary>Writes a provider based on its revision, and who did. Fails with <c>version_conflict</c>.</summary>
    ValueTask<Outcome<StoredProvider>> SaveAsync(
        StoredProvider provider, AuditEntry audit, CancellationToken cancellationToken = default);

    /// <summary>Removes a provider, and records who did.</summary>
    /// <returns>Whether there was such a provider.</returns>
    ValueTask<bool> DeleteAsync(string name, AuditEntry audit, CancellationToken cancellationToken = default);
}
