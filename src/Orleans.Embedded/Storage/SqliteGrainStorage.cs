using System.Globalization;
using Orleans.Runtime;
using Orleans.Storage;

namespace Orleans.Embedded.Storage;

/// <summary>States as rows; the etag is the number of the write.</summary>
internal sealed class SqliteGrainStorage(string storageName, IGrainDatabase database, IGrainStateSerializer serializer) : IGrainStorage
{
    public Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) =>
        ReadStateAsync(stateName, grainId, grainState, default);

    public async Task ReadStateAsync<T>(
        string stateName, GrainId grainId, IGrainState<T> grainState, CancellationToken cancellationToken)
    {
        var rows = await database.ReadAsync(
            connection => connection.Query(
                """
                SELECT etag, payload FROM orleans_embedded_states
                WHERE storage = $storage AND grain_type = $type AND grain_key = $key AND name = $name
                """,
                static row => (Etag: row.GetInt64(0), Payload: row.IsDBNull(1) ? null : row.GetFieldValue<byte[]>(1)),
                Identity(stateName, grainId)),
            cancellationToken);
        var found = rows.Count > 0 && rows[0].Payload is not null;
        grainState.State = found ? serializer.Deserialize<T>(rows[0].Payload) : Activator.CreateInstance<T>();
        grainState.ETag = found ? Text(rows[0].Etag) : null;
        grainState.RecordExists = found;
    }

    public Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) =>
        WriteStateAsync(stateName, grainId, grainState, default);

    public async Task WriteStateAsync<T>(
        string stateName, GrainId grainId, IGrainState<T> grainState, CancellationToken cancellationToken)
    {
        grainState.ETag = await ReplaceAsync(stateName, grainId, grainState.ETag, serializer.Serialize(grainState.State), cancellationToken);
        grainState.RecordExists = true;
    }

    public Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) =>
        ClearStateAsync(stateName, grainId, grainState, default);

    public async Task ClearStateAsync<T>(
        string stateName, GrainId grainId, IGrainState<T> grainState, CancellationToken cancellationToken)
    {
        if (grainState.ETag is { } etag)
        {
            await database.WriteAsync(
                connection => connection.Run(
                    """
                    DELETE FROM orleans_embedded_states
                    WHERE storage = $storage AND grain_type = $type AND grain_key = $key AND name = $name AND etag = $etag
                    """,
                    [.. Identity(stateName, grainId), ("$etag", Number(etag))]) == 1 ? true : throw Stale(connection, stateName, grainId, etag),
                cancellationToken);
        }

        grainState.State = Activator.CreateInstance<T>();
        grainState.ETag = null;
        grainState.RecordExists = false;
    }

    private static string Text(long etag) => etag.ToString(CultureInfo.InvariantCulture);

    private static long Number(string etag) => long.Parse(etag, CultureInfo.InvariantCulture);

    private Task<string> ReplaceAsync(
        string stateName, GrainId grainId, string? etag, byte[] payload, CancellationToken cancellationToken) => database.WriteAsync(
        connection =>
        {
            var next = etag is null ? 1 : Number(etag) + 1;
            var changed = etag is null
                ? connection.Run(
                    """
                    INSERT INTO orleans_embedded_states (storage, grain_type, grain_key, name, etag, payload)
                    VALUES ($storage, $type, $key, $name, $next, $payload) ON CONFLICT DO NOTHING
                    """,
                    [.. Identity(stateName, grainId), ("$next", next), ("$payload", payload)])
                : connection.Run(
                    """
                    UPDATE orleans_embedded_states SET etag = $next, payload = $payload
                    WHERE storage = $storage AND grain_type = $type AND grain_key = $key AND name = $name AND etag = $etag
                    """,
                    [.. Identity(stateName, grainId), ("$next", next), ("$payload", payload), ("$etag", Number(etag))]);
            return changed == 1 ? Text(next) : throw Stale(connection, stateName, grainId, etag);
        },
        cancellationToken);

    private InconsistentStateException Stale(
        Microsoft.Data.Sqlite.SqliteConnection connection, string stateName, GrainId grainId, string? etag)
    {
        var stored = connection.Query(
            "SELECT etag FROM orleans_embedded_states WHERE storage = $storage AND grain_type = $type AND grain_key = $key AND name = $name",
            static row => Text(row.GetInt64(0)),
            Identity(stateName, grainId)).FirstOrDefault();
        return new InconsistentStateException($"State '{stateName}' of {grainId} has changed since it was read.", stored, etag);
    }

    private (string Name, object? Value)[] Identity(string stateName, GrainId grainId) =>
    [
        ("$storage", storageName), ("$type", grainId.Type.ToString()), ("$key", grainId.Key.ToString()), ("$name", stateName),
    ];
}
