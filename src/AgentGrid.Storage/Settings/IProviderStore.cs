using System.Collections.Immutable;

namespace AgentGrid.Storage.Settings;

/// <summary>Model providers that admins configured.</summary>
public interface IProviderStore
{
    ValueTask<ImmutableArray<StoredProvider>> ListAsync(CancellationToken cancellationToken = default);

    ValueTask<StoredProvider?> FindAsync(string name, CancellationToken cancellationToken = default);

    /// <summary>Writes a provider based on its revision. Fails with <c>version_conflict</c>.</summary>
    ValueTask<Outcome<StoredProvider>> SaveAsync(StoredProvider provider, CancellationToken cancellationToken = default);

    /// <returns>Whether there was such a provider.</returns>
    ValueTask<bool> DeleteAsync(string name, CancellationToken cancellationToken = default);
}
