namespace AgentGrid.Storage.Migrations;

/// <summary>Applies numbered scripts, each once, under a lock that all processes on the database share.</summary>
public interface IMigrationRunner
{
    /// <summary>Applies the scripts of a folder that are not applied yet, recorded under the name <paramref name="source"/>.</summary>
    /// <returns>How many were applied now.</returns>
    /// <exception cref="StorageStartException">The database is newer than the scripts, or a script was changed.</exception>
    ValueTask<int> ApplyFolderAsync(string source, string folder, CancellationToken cancellationToken = default);
}
