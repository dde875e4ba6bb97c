using System.Collections.Immutable;
using AgentGrid.Storage.Audit;

namespace AgentGrid.Storage.Settings;

/// <summary>Named values that admins change while the server runs.</summary>
public interface ISettingsStore
{
    ValueTask<StoredSetting?> FindAsync(string key, CancellationToken cancellationToken = default);

    /// <summary>All settings whose key begins with <paramref name="prefix"/>, in the order of keys.</summary>
    ValueTask<ImmutableArray<StoredSetting>> ListAsync(string prefix = "", CancellationToken cancellationToken = default);

    /// <summary>Writes a value based on a revision, 0 for a new key, and who did. Fails with <c>version_conflict</c>.</summary>
    ValueTask<Outcome<StoredSetting>> SetAsync(
        string key, string value, long revision, AuditEntry audit, CancellationToken cancellationToken = default);
}
