using System.Collections.Immutable;
using AgentGrid.Storage.Sql;
using AgentGrid.Users;

namespace AgentGrid.Storage.Users;

internal sealed class ApiKeyStore(ISqlDatabase database) : IApiKeyStore
{
    private const string Columns = "id, name, scopes, hint, created_at, expires_at, last_used_at";

    public ValueTask<ApiKey> CreateAsync(
        string userId, ApiKey key, byte[] hash, CancellationToken cancellationToken = default) =>
        database.WriteAsync(
            async session =>
            {
                await session.ExecuteAsync(
                    """
                    INSERT INTO api_keys (id, user_id, name, hash, hint, scopes, created_at, expires_at)
                    VALUES (@id, @user, @name, @hash, @hint, @scopes, @created, @expires)
                    ON CONFLICT (id) DO UPDATE SET hash = excluded.hash, hint = excluded.hint
                    WHERE api_keys.user_id = excluded.user_id
                    """,
                    ("@id", key.Id),
                    ("@user", userId),
                    ("@name", key.Name),
                    ("@hash", hash),
                    ("@hint", key.Hint),
                    ("@scopes", string.Join(' ', key.Scopes)),
                    ("@created", key.CreatedAt),
                    ("@expires", key.ExpiresAt));
                return (await session.FirstAsync(
                    $"SELECT {Columns} FROM api_keys WHERE id = @id", Read, ("@id", key.Id)))!;
            },
            cancellationToken);

    public async ValueTask<Outcome<Page<ApiKey>>> ListAsync(
        string userId, PageRequest page, CancellationToken cancellationToken = default)
    {
        if (!PageCursor.TryRead(page, PageCursor.Highest, out var before))
        {
            return PageCursor.Invalid;
        }

        var limit = PageCursor.Limit(page);
        var rows = await database.ReadAsync(
            session => session.QueryAsync(
                $"""
                SELECT {Columns} FROM api_keys WHERE user_id = @user AND (created_at, id) < (@at, @id)
                ORDER BY created_at DESC, id DESC LIMIT @limit
                """,
                Read,
                ("@user", userId),
                ("@at", before.Key),
                ("@id", before.Id),
                ("@limit", limit + 1)),
            cancellationToken);
        return PageCursor.Page(
            rows, limit, static key => key, static key => new PageCursor(key.CreatedAt.ToUnixTimeMilliseconds(), key.Id));
    }

    public async ValueTask<Outcome<Done>> RevokeAsync(
        string userId, string keyId, CancellationToken cancellationToken = default)
    {
        var removed = await database.WriteAsync(
            session => session.ExecuteAsync(
                "DELETE FROM api_keys WHERE id = @id AND user_id = @user", ("@id", keyId), ("@user", userId)),
            cancellationToken);
        return removed == 0 ? Failure.NotFound(FailureCodes.KeyNotFound, "There is no such key.") : new Done();
    }

    public ValueTask<Credential?> FindAsync(byte[] hash, DateTimeOffset now, CancellationToken cancellationToken = default) =>
        database.ReadAsync(
            session => session.FirstAsync(
                """
                SELECT u.id, u.role, u.suspended, k.scopes, k.id, k.expires_at
                FROM api_keys k JOIN users u ON u.id = k.user_id
                WHERE k.hash = @hash AND (k.expires_at IS NULL OR k.expires_at > @now)
                """,
                static row => new Credential(
                    row.String(),
                    EnumText<UserRole>.Parse(row.String()),
                    row.Bool(),
                    Split(row.String()),
                    row.String(),
                    row.TimeOrNull()),
                ("@hash", hash),
                ("@now", now)),
            cancellationToken);

    public async ValueTask TouchAsync(string keyId, DateTimeOffset now, CancellationToken cancellationToken = default) =>
        await database.WriteAsync(
            session => session.ExecuteAsync(
                "UPDATE api_keys SET last_used_at = @now WHERE id = @id", ("@now", now), ("@id", keyId)),
            cancellationToken);

    private static ImmutableArray<string> Split(string scopes) =>
        [.. scopes.Split(' ', StringSplitOptions.RemoveEmptyEntries)];

    private static ApiKey Read(SqlRow row) => new(
        row.String(), row.String(), Split(row.String()), row.String(), row.Time(), row.TimeOrNull(), row.TimeOrNull());
}
