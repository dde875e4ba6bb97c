using AgentGrid.Storage.Sql;
using Microsoft.Extensions.Logging;

namespace AgentGrid.Storage.Migrations;

/// <summary>Brings a database to the newest schema the program knows: all that is missing in one transaction, or nothing.</summary>
internal sealed partial class MigrationRunner(ISqlDatabase database, TimeProvider time, ILogger<MigrationRunner> logger)
    : IMigrationRunner
{
    /// <summary>The name under which the program's own scripts are recorded.</summary>
    public const string OwnScripts = "agentgrid";

    private const string CreateTable = """
        CREATE TABLE IF NOT EXISTS schema_migrations (
          source TEXT NOT NULL,
          version BIGINT NOT NULL,
          name TEXT NOT NULL,
          checksum TEXT NOT NULL,
          applied_at BIGINT NOT NULL,
          PRIMARY KEY (source, version)
        )
        """;

    public ValueTask<int> ApplyFolderAsync(string source, string folder, CancellationToken cancellationToken = default) =>
        ApplyAsync(source, MigrationScripts.Folder(folder), cancellationToken);

    public ValueTask<int> ApplyOwnAsync(CancellationToken cancellationToken) =>
        ApplyAsync(OwnScripts, MigrationScripts.Embedded(database.Dialect), cancellationToken);

    /// <returns>How many scripts were applied now.</returns>
    public async ValueTask<int> ApplyAsync(
        string source, IReadOnlyList<Migration> known, CancellationToken cancellationToken)
    {
        var applied = await database.ExclusiveAsync(session => ApplyAsync(session, source, known), cancellationToken);
        foreach (var migration in applied)
        {
            LogApplied(source, migration.Name);
        }

        return applied.Count;
    }

    /// <summary>Whether the program's own scripts were ever applied to this database.</summary>
    public async ValueTask<bool> IsEmptyAsync(CancellationToken cancellationToken) =>
        await database.ExclusiveAsync(
            static async session =>
            {
                await session.ScriptAsync(CreateTable);
                return await session.Int64Async(
                    "SELECT count(*) FROM schema_migrations WHERE source = @source", ("@source", OwnScripts));
            },
            cancellationToken) == 0;

    private static void Check(string source, IReadOnlyList<Migration> known, List<Applied> applied)
    {
        foreach (var row in applied)
        {
            if (row.Version > known.Count)
            {
                throw new StorageStartException(
                    $"The database was written by a newer program: its '{source}' schema is at {applied[^1].Version}, this program "
                    + $"knows {known.Count}. Start the newer program, or restore a backup made before the upgrade.");
            }

            if (known[row.Version - 1].Checksum != row.Checksum)
            {
                throw new StorageStartException(
                    $"Migration {row.Name} of '{source}' was changed after it had been applied to this database. Restore the "
                    + "script as it was, and put the change into a new one.");
            }
        }
    }

    private async ValueTask<List<Migration>> ApplyAsync(ISqlSession session, string source, IReadOnlyList<Migration> known)
    {
        await session.ScriptAsync(CreateTable);
        var applied = await session.QueryAsync(
            "SELECT version, name, checksum FROM schema_migrations WHERE source = @source ORDER BY version",
            static row => new Applied(row.Int32(), row.String(), row.String()),
            ("@source", source));
        Check(source, known, applied);
        var missing = known.Skip(applied.Count).ToList();
        foreach (var migration in missing)
        {
            await session.ScriptAsync(migration.Sql);
            await session.ExecuteAsync(
                """
                INSERT INTO schema_migrations (source, version, name, checksum, applied_at)
                VALUES (@source, @version, @name, @checksum, @now)
                """,
                ("@source", source),
                ("@version", migration.Version),
                ("@name", migration.Name),
                ("@checksum", migration.Checksum),
                ("@now", time.GetUtcNow()));
        }

        return missing;
    }

    private sealed record Applied(int Version, string Name, string Checksum);
}
