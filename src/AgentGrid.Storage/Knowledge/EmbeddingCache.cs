using AgentGrid.Storage.Sql;

namespace AgentGrid.Storage.Knowledge;

internal sealed class EmbeddingCache(ISqlDatabase database) : IEmbeddingCache
{
    public async ValueTask<IReadOnlyDictionary<string, byte[]>> FindAsync(
        string model, IReadOnlyList<string> contentHashes, CancellationToken cancellationToken = default)
    {
        var rows = await database.ReadAsync(
            session => session.QueryAsync(
                $"""
                SELECT content_hash, embedding FROM embedding_cache
                WHERE model = @model AND content_hash {SqlLists.In(session.Dialect, "@hashes")}
                """,
                static row => KeyValuePair.Create(row.String(), row.Bytes()),
                ("@model", model),
                ("@hashes", SqlLists.Value(session.Dialect, contentHashes))),
            cancellationToken);
        return new Dictionary<string, byte[]>(rows, StringComparer.Ordinal);
    }

    public async ValueTask AddAsync(
        string model, IReadOnlyDictionary<string, byte[]> vectors, DateTimeOffset now, CancellationToken cancellationToken = default) =>
        await database.WriteAsync(
            async session =>
            {
                // In one order for all, so that two writers of the same vectors cannot wait for each other.
                foreach (var (hash, vector) in vectors.OrderBy(static pair => pair.Key, StringComparer.Ordinal))
                {
                    await session.ExecuteAsync(
                        """
                        INSERT INTO embedding_cache (model, content_hash, embedding, created_at)
                        VALUES (@model, @hash, @vector, @now) ON CONFLICT DO NOTHING
                        """,
                        ("@model", model),
                        ("@hash", hash),
                        ("@vector", vector),
                        ("@now", now));
                }

                return vectors.Count;
            },
            cancellationToken);

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
}
