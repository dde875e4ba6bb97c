using AgentGrid.Storage.Migrations;
using AgentGrid.Storage.Sql;

namespace AgentGrid.Storage.Hosting;

/// <summary>Opens the store: refuses an empty one where data was before, migrates, and remembers that it exists.</summary>
internal sealed class StoreInitializer(
    ISqlDatabase database, MigrationRunner migrations, DataFolder folder, TimeProvider time)
{
    public async Task InitializeAsync(CancellationToken cancellationToken)
    {
        var file = StoreMarker.PathIn(folder.FullPath, database.Dialect);
        var marker = StoreMarker.Read(file);
        if (marker is not null && await migrations.IsEmptyAsync(cancellationToken))
        {
            throw new StorageStartException(
                $"A store was created here on {marker.CreatedAt:yyyy-MM-dd}, but the database is missing or empty. Restore it from "
                + $"a backup{(database.Dialect == SqlDialect.Sqlite ? $" as {folder.DatabaseFile}" : ", or mend ConnectionStrings:AgentGrid")}. "
                + $"To give the old data up and begin anew, delete {file}.");
        }

        await migrations.ApplyOwnAsync(cancellationToken);
        var stored = await IdentifyAsync(cancellationToken);
        if (marker is not null && marker.StoreId != stored.StoreId)
        {
            throw new StorageStartException(
                $"The data folder {folder.FullPath} belongs to another database than the one configured. Configure the two that "
                + $"belong together, or, to make them one, delete {file}.");
        }

        if (marker is null)
        {
            stored.Write(file);
        }
    }

    private ValueTask<StoreMarker> IdentifyAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var id = Guid.CreateVersion7(now).ToString("n");
        return database.ExclusiveAsync(
            async session =>
            {
                await session.ExecuteAsync(
                    """
                    INSERT INTO store_info (id, created_at)
                    SELECT @id, @now WHERE NOT EXISTS (SELECT 1 FROM store_info)
                    """,
                    ("@id", id),
                    ("@now", now));
                return (await session.FirstAsync(
                    "SELECT id, created_at FROM store_info", static row => new StoreMarker(row.String(), row.Time())))!;
            },
            cancellationToken);
    }
}
