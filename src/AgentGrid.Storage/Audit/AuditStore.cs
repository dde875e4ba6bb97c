using AgentGrid.Storage.Sql;

namespace AgentGrid.Storage.Audit;

internal sealed class AuditStore(ISqlDatabase database) : IAuditStore
{
    public async ValueTask AppendAsync(AuditEntry entry, CancellationToken cancellationToken = default) =>
        await database.WriteAsync(session => AddAsync(session, entry), cancellationToken);

    public async ValueTask<Outcome<Page<AuditEntry>>> ListAsync(
        PageRequest page, string? targetId = null, CancellationToken cancellationToken = default)
    {
        if (!PageCursor.TryRead(page, PageCursor.Highest, out var before))
        {
            return PageCursor.Invalid;
        }

        var limit = PageCursor.Limit(page);
        const string Select = "SELECT id, user_id, action, target_id, detail, created_at FROM audit_log";
        const string Rest = "(created_at, id) < (@at, @id) ORDER BY created_at DESC, id DESC LIMIT @limit";
        var rows = await database.ReadAsync(
            session => targetId is null
                ? session.QueryAsync(
                    $"{Select} WHERE {Rest}", Read, ("@at", before.Key), ("@id", before.Id), ("@limit", limit + 1))
                : session.QueryAsync(
                    $"{Select} WHERE target_id = @target AND {Rest}",
                    Read,
                    ("@target", targetId),
                    ("@at", before.Key),
                    ("@id", before.Id),
                    ("@limit", limit + 1)),
            cancellationToken);
        return PageCursor.Page(
            rows, limit, static row => row, static row => new PageCursor(row.CreatedAt.ToUnixTimeMilliseconds(), row.Id));
    }

    /// <summary>For writes that are recorded in their own transaction. The same id again changes nothing.</summary>
    internal static ValueTask<int> AddAsync(ISqlSession session, AuditEntry entry) => session.ExecuteAsync(
        """
        INSERT INTO audit_log (id, user_id, action, target_id, detail, created_at)
        VALUES (@id, @user, @action, @target, @detail, @created)
        ON CONFLICT DO NOTHING
        """,
        ("@id", entry.Id),
        ("@user", entry.UserId),
        ("@action", entry.Action),
        ("@target", entry.TargetId),
        ("@detail", entry.Detail),
        ("@created", entry.CreatedAt));

    private static AuditEntry Read(SqlRow row) => new(
        row.String(), row.StringOrNull(), row.String(), row.StringOrNull(), row.StringOrNull(), row.Time());
}
