using System.Runtime.InteropServices;
using AgentGrid.Storage.Sql;

namespace AgentGrid.Storage.Knowledge;

internal sealed class EmbeddingCache(ISqlDatabase database, TimeProvider clock) : IEmbeddingCacheStore
{
    private const string IsUnused =
        "created_at < @before AND NOT EXISTS (SELECT 1 FROM knowledge_chunks c WHERE c.embedded_hash = embedding_cache.content_hash)";

    public async ValueTask<IReadOnlyDictionary<string, ReadOnlyMemory<float>>> FindAsync(
        string model, IReadOnlyList<string> contentHashes, CancellationToken cancellationToken = default)
    {
        var rows = await database.ReadAsync(
            session => session.QueryAsync(
                $"""
                SELECT content_hash, embedding FROM embedding_cache
                WHERE model = @model AND content_hash {SqlLists.In(session.Dialect, "@hashes")}
                """,
                static row => KeyValuePair.Create(row.String(), new ReadOnlyMemory<float>(MemoryMarshal.Cast<byte, float>(row.Bytes()).ToArray())),
                ("@model", model),
                ("@hashes", SqlLists.Value(session.Dialect, contentHashes))),
            cancellationToken);
        return new Dictionary<string, ReadOnlyMemory<float>>(rows, StringComparer.Ordinal);
    }

    public async ValueTask StoreAsync(
        string model,
        IReadOnlyDictionary<string, ReadOnlyMemory<float>> vectors,
        string? fileId,
        CancellationToken cancellationToken = default)
    {
        var now = clock.GetUtcNow();
        await database.WriteAsync(
            async session =>
            {
                // In one order for all, so that two writers of the same vectors cannot wait for each other.
                foreach (var (hash, vector) in vectors.OrderBy(static pair => pair.Key, StringComparer.Ordinal))
                {
                    await session.ExecuteAsync(
                        """
                        INSERT INTO embedding_cache (model, content_hash, embedding, created_at, file_id)
                        VALUES (@model, @hash, @vector, @now, @file) ON CONFLICT DO NOTHING
                        """,
                        ("@model", model),
                        ("@hash", hash),
                        ("@vector", MemoryMarshal.AsBytes(vector.Span).ToArray()),
                        ("@now", now),
                        ("@file", fileId));
                }

                return vectors.Count;
            },
            cancellationToken);
    }

    public ValueTask<int> PurgeAsync(DateTimeOffset before, int limit, CancellationToken cancellationToken = default) =>
        database.WriteAsync(
            session => session.ExecuteAsync(
                """
                DELETE FROM embedding_cache WHERE (model, content_hash) IN (
                  SELECT model, content_hash FROM embedding_cache WHERE created_at < @before ORDER BY created_at LIMIT @limit)
                """,
                ("@before", before),
                ("@limit", limit)),
            cancellationToken);

    public async ValueTask<int> PurgeUnusedAsync(DateTimeOffset before, int limit, CancellationToken cancellationToken = default)
    {
        // Looked for while others write; looked at again in the write, for a file may have come to need one.
        var unused = await database.ReadAsync(
            session => session.QueryAsync(
                $"SELECT content_hash FROM embedding_cache WHERE {IsUnused} LIMIT @limit",
                static row => row.String(),
                ("@before", before),
                ("@limit", limit)),
            cancellationToken);
        return unused.Count == 0 ? 0 : await database.WriteAsync(
            session => session.ExecuteAsync(
                $"DELETE FROM embedding_cache WHERE content_hash {SqlLists.In(session.Dialect, "@hashes")} AND {IsUnused}",
                ("@hashes", SqlLists.Value(session.Dialect, [.. unused.Distinct()])),
                ("@before", before)),
            cancellationToken);
    }
}
