using AgentGrid.Storage.Sql;
using AgentGrid.Users;

namespace AgentGrid.Storage.Users;

internal sealed class TokenStore(ISqlDatabase database) : ITokenStore
{
    private static readonly Failure Invalid = new(
        FailureKind.Unauthenticated, FailureCodes.InvalidRefreshToken, "The refresh token is not valid any more. Sign in again.");

    public async ValueTask IssueAsync(
        string familyId, string userId, TokenPair pair, DateTimeOffset now, CancellationToken cancellationToken = default) =>
        await database.WriteAsync(
            async session =>
            {
                await session.ExecuteAsync(
                    """
                    INSERT INTO token_families (id, user_id, created_at, expires_at, revoked) VALUES (@id, @user, @now, @expires, 0)
                    """,
                    ("@id", familyId),
                    ("@user", userId),
                    ("@now", now),
                    ("@expires", pair.RefreshExpiresAt));
                await AddPairAsync(session, familyId, userId, pair);
                return 0;
            },
            cancellationToken);

    public async ValueTask<string?> FindRefreshOwnerAsync(byte[] refreshHash, CancellationToken cancellationToken = default) =>
        await database.ReadAsync(
            session => session.FirstAsync(
                "SELECT user_id FROM refresh_tokens WHERE hash = @hash", static row => row.String(), ("@hash", refreshHash)),
            cancellationToken);

    public ValueTask<Outcome<string>> RotateAsync(
        byte[] refreshHash, TokenPair next, DateTimeOffset now, CancellationToken cancellationToken = default) =>
        // Not undone on failure: that a reused token ends its family must stay.
        database.WriteAsync<Outcome<string>>(
            async session =>
            {
                var token = await session.FirstAsync(
                    """
                    SELECT r.family_id, r.user_id, r.expires_at, f.revoked
                    FROM refresh_tokens r JOIN token_families f ON f.id = r.family_id WHERE r.hash = @hash
                    """,
                    static row => new Refresh(row.String(), row.String(), row.Time(), row.Bool()),
                    ("@hash", refreshHash));
                if (token is null || token.Revoked || token.ExpiresAt <= now)
                {
                    return Invalid;
                }

                if (await session.ExecuteAsync(
                    "UPDATE refresh_tokens SET used = 1 WHERE hash = @hash AND used = 0", ("@hash", refreshHash)) == 0)
                {
                    await RevokeFamilyAsync(session, token.FamilyId);
                    return Invalid;
                }

                // Before the new pair is added, and with the row's lock: a revocation comes wholly before or wholly after.
                if (await session.ExecuteAsync(
                    "UPDATE token_families SET expires_at = @expires WHERE id = @family AND revoked = 0",
                    ("@expires", next.RefreshExpiresAt),
                    ("@family", token.FamilyId)) == 0)
                {
                    return Invalid;
                }

                await session.ExecuteAsync("DELETE FROM access_tokens WHERE family_id = @family", ("@family", token.FamilyId));
                await AddPairAsync(session, token.FamilyId, token.UserId, next);
                return token.UserId;
            },
            cancellationToken);

    public ValueTask<Credential?> FindAccessAsync(
        byte[] accessHash, DateTimeOffset now, CancellationToken cancellationToken = default) =>
        database.ReadAsync(
            session => session.FirstAsync(
                """
                SELECT u.id, u.role, u.suspended, a.expires_at
                FROM access_tokens a JOIN users u ON u.id = a.user_id WHERE a.hash = @hash AND a.expires_at > @now
                """,
                static row => new Credential(
                    row.String(), EnumText<UserRole>.Parse(row.String()), row.Bool(), Scopes.All, null, row.Time()),
                ("@hash", accessHash),
                ("@now", now)),
            cancellationToken);

    public async ValueTask RevokeAsync(byte[] accessHash, CancellationToken cancellationToken = default) =>
        await database.WriteAsync(
            async session =>
            {
                var family = await session.FirstAsync(
                    "SELECT family_id FROM access_tokens WHERE hash = @hash", static row => row.String(), ("@hash", accessHash));
                return family is null ? 0 : await RevokeFamilyAsync(session, family);
            },
            cancellationToken);

    public async ValueTask RevokeAllAsync(
        string userId, byte[]? exceptAccessHash = null, CancellationToken cancellationToken = default) =>
        await database.WriteAsync(
            async session =>
            {
                var kept = exceptAccessHash is null ? null : await session.FirstAsync(
                    "SELECT family_id FROM access_tokens WHERE hash = @hash AND user_id = @user",
                    static row => row.String(),
                    ("@hash", exceptAccessHash),
                    ("@user", userId));
                await session.ExecuteAsync(
                    "UPDATE token_families SET revoked = 1 WHERE user_id = @user AND id <> @kept",
                    ("@user", userId),
                    ("@kept", kept ?? ""));
                return await session.ExecuteAsync(
                    "DELETE FROM access_tokens WHERE user_id = @user AND family_id <> @kept",
                    ("@user", userId),
                    ("@kept", kept ?? ""));
            },
            cancellationToken);

    public ValueTask<int> PurgeAsync(DateTimeOffset before, int limit, CancellationToken cancellationToken = default) =>
        database.WriteAsync(
            async session =>
            {
                var removed = 0;
                foreach (var (table, key) in new[] { ("access_tokens", "hash"), ("refresh_tokens", "hash"), ("token_families", "id") })
                {
                    removed += await session.ExecuteAsync(
                        $"""
                        DELETE FROM {table} WHERE {key} IN (
                          SELECT {key} FROM {table} WHERE expires_at < @before ORDER BY expires_at LIMIT @limit)
                        """,
                        ("@before", before),
                        ("@limit", limit - removed));
                }

                return removed;
            },
            cancellationToken);

    private static async ValueTask AddPairAsync(ISqlSession session, string familyId, string userId, TokenPair pair)
    {
        await session.ExecuteAsync(
            "INSERT INTO access_tokens (hash, family_id, user_id, expires_at) VALUES (@hash, @family, @user, @expires)",
            ("@hash", pair.AccessHash),
            ("@family", familyId),
            ("@user", userId),
            ("@expires", pair.AccessExpiresAt));
        await session.ExecuteAsync(
            "INSERT INTO refresh_tokens (hash, family_id, user_id, expires_at, used) VALUES (@hash, @family, @user, @expires, 0)",
            ("@hash", pair.RefreshHash),
            ("@family", familyId),
            ("@user", userId),
            ("@expires", pair.RefreshExpiresAt));
    }

    private static async ValueTask<int> RevokeFamilyAsync(ISqlSession session, string familyId)
    {
        await session.ExecuteAsync("UPDATE token_families SET revoked = 1 WHERE id = @family", ("@family", familyId));
        return await session.ExecuteAsync("DELETE FROM access_tokens WHERE family_id = @family", ("@family", familyId));
    }

    private sealed record Refresh(string FamilyId, string UserId, DateTimeOffset ExpiresAt, bool Revoked);
}
