using System.Text.Json;
using AgentGrid.Storage.Sql;

namespace AgentGrid.Storage.Hosting;

/// <summary>
/// A small file in the data folder that remembers that a store was created, so that a lost database is noticed instead of
/// silently begun anew beside the old blobs.
/// </summary>
/// <param name="StoreId">The id that the database itself carries.</param>
internal sealed record StoreMarker(string StoreId, DateTimeOffset CreatedAt)
{
    public static string PathIn(string folder, SqlDialect dialect) =>
        Path.Combine(folder, dialect == SqlDialect.Sqlite ? "store.sqlite.json" : "store.postgres.json");

    public static StoreMarker? Read(string file)
    {
        try
        {
            return File.Exists(file) ? JsonSerializer.Deserialize<StoreMarker>(File.ReadAllText(file)) : null;
        }
        catch (JsonException exception)
        {
            throw new StorageStartException($"{file} is damaged. Delete it when the database beside it is whole.", exception);
        }
    }

    /// <summary>Written to a temporary name first, so that a crash leaves the whole file or none.</summary>
    public void Write(string file)
    {
        var temporary = file + ".tmp";
        File.WriteAllText(temporary, JsonSerializer.Serialize(this));
        File.Move(temporary, file, overwrite: true);
    }
}
