using System.Text;
using AgentGrid.Core;
using AgentGrid.Storage.Sql;
using AgentGrid.Users;

namespace AgentGrid.Storage.Users;

internal sealed class UserStore(ISqlDatabase database) : IUserStore
{
    private const string Columns = "id, email, name, role, suspended, password_hash, created_at, updated_at, revision";
    private const string FirstAdmin = "first_admin";
    private const string Admins = "admins";

    public async ValueTask<bool> HasAdminAsync(CancellationToken cancellationToken = default) =>
        await database.ReadAsync(HasAdminAsync, cancellationToken);

    public ValueTask<Outcome<StoredUser>> CreateAsync(
        StoredUser user, bool firstAdmin, CancellationToken cancellationToken = default) =>
        database.TryWriteAsync<StoredUser>(
            async session =>
            {
                if (firstAdmin && !await ClaimFirstAdminAsync(session, user.CreatedAt))
                {
                    return Failure.Conflict(FailureCodes.SetupDone, "Setup is done: an admin exists. Sign in instead.");
                }

                var added = await session.ExecuteAsync(
                    """
                    INSERT INTO users (id, email, email_key, name, role, suspended, password_hash, revision, created_at, updated_at)
                    VALUES (@id, @email, @key, @name, @role, @suspended, @password, 1, @created, @updated)
                    ON CONFLICT DO NOTHING
                    """,
                    ("@id", user.Id),
                    ("@email", user.Email.Trim()),
                    ("@key", EmailKey(user.Email)),
                    ("@name", user.Name),
                    ("@role", EnumText<UserRole>.Of(user.Role)),
                    ("@suspended", user.Suspended),
                    ("@password", user.PasswordHash),
                    ("@created", user.CreatedAt),
                    ("@updated", user.UpdatedAt));
                return added == 0
                    ? Failure.Conflict(FailureCodes.EmailTaken, "An account with this e-mail address exists. Sign in instead.")
                    : (await FindAsync(session, user.Id))!;
            },
            cancellationToken);

    public ValueTask<StoredUser?> FindAsync(string userId, CancellationToken cancellationToken = default) =>
        database.ReadAsync(session => FindAsync(session, userId), cancellationToken);

    public ValueTask<StoredUser?> FindByEmailAsync(string email, CancellationToken cancellationToken = default) =>
        database.ReadAsync(
            session => session.FirstAsync(
                $"SELECT {Columns} FROM users WHERE email_key = @key", Read, ("@key", EmailKey(email))),
            cancellationToken);

    public ValueTask<Outcome<StoredUser>> UpdateAsync(StoredUser user, CancellationToken cancellationToken = default) =>
        database.TryWriteAsync<StoredUser>(
            async session =>
            {
                var staysAdmin = IsActiveAdmin(user);
                if (!staysAdmin)
                {
                    // Two admins who demote each other must not both succeed: the row is a lock held to the end.
                    await session.ExecuteAsync(
                        """
                        INSERT INTO latches (name, touched_at) VALUES (@name, @now)
                        ON CONFLICT (name) DO UPDATE SET touched_at = @now
                        """,
                        ("@name", Admins),
                        ("@now", user.UpdatedAt));
                }

                var before = await FindAsync(session, user.Id);
                if (before is null)
                {
                    return Failure.NotFound(FailureCodes.UserNotFound, "There is no such user.");
                }

                var changed = await session.ExecuteAsync(
                    """
                    UPDATE users SET name = @name, role = @role, suspended = @suspended, password_hash = @password,
                      updated_at = @updated, revision = revision + 1
                    WHERE id = @id AND revision = @revision
                    """,
                    ("@name", user.Name),
                    ("@role", EnumText<UserRole>.Of(user.Role)),
                    ("@suspended", user.Suspended),
                    ("@password", user.PasswordHash),
                    ("@updated", user.UpdatedAt),
                    ("@id", user.Id),
                    ("@revision", user.Revision));
                if (changed == 0)
                {
                    return SqlDatabaseExtensions.Stale("user");
                }

                return !staysAdmin && IsActiveAdmin(before) && !await HasActiveAdminAsync(session)
                    ? Failure.Conflict(FailureCodes.LastAdmin, "This is the last active admin. Make another user an admin first.")
                    : (await FindAsync(session, user.Id))!;
            },
            cancellationToken);

    public async ValueTask<Outcome<Page<User>>> ListAsync(PageRequest page, CancellationToken cancellationToken = default)
    {
        if (!PageCursor.TryRead(page, PageCursor.Lowest, out var after))
        {
            return PageCursor.Invalid;
        }

        var limit = PageCursor.Limit(page);
        var rows = await database.ReadAsync(
            session => session.QueryAsync(
                $"SELECT {Columns} FROM users WHERE (created_at, id) > (@at, @id) ORDER BY created_at, id LIMIT @limit",
                Read,
                ("@at", after.Key),
                ("@id", after.Id),
                ("@limit", limit + 1)),
            cancellationToken);
        return PageCursor.Page(
            rows, limit, static row => row.ToUser(), static row => new PageCursor(row.CreatedAt.ToUnixTimeMilliseconds(), row.Id));
    }

    internal static string EmailKey(string email) =>
#pragma warning disable CA1308 // Lower case is how addresses are written.
        StorableText.Of(email.Trim()).Normalize(NormalizationForm.FormC).ToLowerInvariant();
#pragma warning restore CA1308

    private static bool IsActiveAdmin(StoredUser user) => user is { Role: UserRole.Admin, Suspended: false };

    private static ValueTask<StoredUser?> FindAsync(ISqlSession session, string userId) =>
        session.FirstAsync($"SELECT {Columns} FROM users WHERE id = @id", Read, ("@id", userId));

    private static async ValueTask<bool> HasAdminAsync(ISqlSession session) =>
        await session.Int64Async("SELECT 1 FROM users WHERE role = 'admin' LIMIT 1") is not null;

    private static async ValueTask<bool> HasActiveAdminAsync(ISqlSession session) =>
        await session.Int64Async("SELECT 1 FROM users WHERE role = 'admin' AND suspended = 0 LIMIT 1") is not null;

    private static async ValueTask<bool> ClaimFirstAdminAsync(ISqlSession session, DateTimeOffset now) =>
        await session.ExecuteAsync(
            "INSERT INTO latches (name, touched_at) VALUES (@name, @now) ON CONFLICT DO NOTHING",
            ("@name", FirstAdmin),
            ("@now", now)) == 1
        && !await HasAdminAsync(session);

    private static StoredUser Read(SqlRow row) => new(
        row.String(),
        row.String(),
        row.String(),
        EnumText<UserRole>.Parse(row.String()),
        row.Bool(),
        row.String(),
        row.Time(),
        row.Time(),
        row.Int64());
}
