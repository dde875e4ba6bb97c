using AgentGrid.Storage.Sql;

namespace AgentGrid.Storage.Idempotency;

internal sealed class IdempotencyStore(ISqlDatabase database) : IIdempotencyStore
{
    public ValueTask<IdempotencyClaim> ClaimAsync(
        string scope, string key, string bodyHash, DateTimeOffset now, DateTimeOffset staleBefore,
        CancellationToken cancellationToken = default) =>
        database.WriteAsync(
            async session =>
            {
                var claimed = await session.ExecuteAsync(
                    """
                    INSERT INTO idempotency_keys (scope, key, body_hash, created_at) VALUES (@scope, @key, @hash, @now)
                    ON CONFLICT DO NOTHING
                    """,
                    ("@scope", scope),
                    ("@key", key),
                    ("@hash", bodyHash),
                    ("@now", now));
                return claimed > 0
                    ? new IdempotencyClaim(IdempotencyState.Started)
                    : await KnownAsync(session, scope, key, bodyHash, now, staleBefore);
            },
            cancellationToken);

    public async ValueTask CompleteAsync(
        string scope, string key, string response, CancellationToken cancellationToken = default) =>
        await database.WriteAsync(
            session => session.ExecuteAsync(
                "UPDATE idempotency_keys SET response = @response WHERE scope = @scope AND key = @key",
                ("@response", response),
                ("@scope", scope),
                ("@key", key)),
            cancellationToken);

    public async ValueTask AbandonAsync(string scope, string key, CancellationToken cancellationToken = default) =>
        await database.WriteAsync(
            session => session.ExecuteAsync(
                "DELETE FROM idempotency_keys WHERE scope = @scope AND key = @key AND response IS NULL",
                ("@scope", scope),
                ("@key", key)),
            cancellationToken);

    public ValueTask<int> PurgeAsync(DateTimeOffset before, int limit, CancellationToken cancellationToken = default) =>
        database.WriteAsync(
            session => session.ExecuteAsync(
                """
                DELETE FROM idempotency_keys WHERE (scope, key) IN (
                  SELECT scope, key FROM idempotency_keys WHERE created_at < @before ORDER BY created_at LIMIT @limit)
                """,
                ("@before", before),
                ("@limit", limit)),
            cancellationToken);

    private static async ValueTask<IdempotencyClaim> KnownAsync(
        ISqlSession session, string scope, string key, string bodyHash, DateTimeOffset now, DateTimeOffset staleBefore)
    {
        var known = await session.FirstAsync(
            "SELECT body_hash, response FROM idempotency_keys WHERE scope = @scope AND key = @key",
            static row => new { BodyHash = row.String(), Response = row.StringOrNull() },
            ("@scope", scope),
            ("@key", key));
        if (known is null)
        {
            // Abandoned between the two statements.
            return new IdempotencyClaim(IdempotencyState.Pending);
        }

        if (known.BodyHash != bodyHash)
        {
            return new IdempotencyClaim(IdempotencyState.Mismatch);
        }

        if (known.Response is not null)
        {
            return new IdempotencyClaim(IdempotencyState.Done, known.Response);
        }

        var taken = await session.ExecuteAsync(
            """
            UPDATE idempotency_keys SET created_at = @now
            WHERE scope = @scope AND key = @key AND response IS NULL AND created_at < @stale
            """,
            ("@now", now),
            ("@scope", scope),
            ("@key", key),
            ("@stale", staleBefore));
        return new IdempotencyClaim(taken > 0 ? IdempotencyState.Started : IdempotencyState.Pending);
    }
}
