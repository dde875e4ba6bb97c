using AgentGrid.Storage.Sql;

namespace AgentGrid.Storage.Sessions;

/// <summary>
/// The ids of deleted sessions, among the idempotency keys and for as long: the request that made a session, sent again, must not
/// make it again.
/// </summary>
internal static class DeletedSessions
{
    /// <summary>A condition: the session <c>@id</c> was not deleted.</summary>
    public const string NotNoted = $"NOT EXISTS (SELECT 1 FROM idempotency_keys WHERE scope = '{Scope}' AND key = @id)";

    public static readonly Failure Failure = AgentGrid.Failure.NotFound(
        FailureCodes.SessionNotFound,
        "The session that this request began was deleted. To send the message once more, use a new Idempotency-Key.");

    // No request's scope: those name a method and a path.
    private const string Scope = "deleted-session";

    public static async ValueTask NoteAsync(ISqlSession session, string sessionId, DateTimeOffset now) => await session.ExecuteAsync(
        """
        INSERT INTO idempotency_keys (scope, key, body_hash, created_at) VALUES (@scope, @id, '', @now) ON CONFLICT DO NOTHING
        """,
        ("@scope", Scope),
        ("@id", sessionId),
        ("@now", now));

    public static async ValueTask<bool> ContainsAsync(ISqlSession session, string sessionId) => await session.Int64Async(
        "SELECT 1 FROM idempotency_keys WHERE scope = @scope AND key = @id", ("@scope", Scope), ("@id", sessionId)) is not null;
}
