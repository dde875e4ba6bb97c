using System.Collections.Immutable;
using AgentGrid.Sessions;
using AgentGrid.Storage.Sql;

namespace AgentGrid.Storage.Sessions;

/// <summary>Statements on <c>chat_sessions</c>.</summary>
internal static class SessionRows
{
    public const string Columns = """
        s.id, s.agent_id, s.agent_version, s.user_id, s.title, s.last_seq,
        (SELECT t.id FROM chat_turns t WHERE t.session_id = s.id AND t.status = 'running'), s.created_at, s.updated_at,
        s.inputs, s.revision
        """;

    public static readonly Failure NotFound = Failure.NotFound(FailureCodes.SessionNotFound, "There is no such session.");

    public static ValueTask<StoredSession?> FindAsync(ISqlSession session, string sessionId) => session.FirstAsync(
        $"SELECT {Columns} FROM chat_sessions s WHERE s.id = @id AND s.deleted = 0", Read, ("@id", sessionId));

    /// <summary>Adds a session that counts <paramref name="messages"/> messages.</summary>
    /// <returns>0 when there is one of that id, or was.</returns>
    public static ValueTask<int> AddAsync(ISqlSession session, string sessionId, NewSession added, int messages, DateTimeOffset now) =>
        session.ExecuteAsync(
            $"""
            INSERT INTO chat_sessions (id, agent_id, agent_version, user_id, title, title_words, inputs, last_seq, revision,
              created_at, updated_at, deleted)
            SELECT @id, @agent, @version, @user, @title, @words, @inputs, @messages, 1, @now, @now, 0
            WHERE {DeletedSessions.NotNoted}
            ON CONFLICT DO NOTHING
            """,
            ("@id", sessionId),
            ("@agent", added.AgentId),
            ("@version", added.AgentVersion),
            ("@user", added.UserId),
            ("@title", added.Title),
            ("@words", SearchText.Column(added.Title)),
            ("@inputs", StoredJson.Write(added.Inputs)),
            ("@messages", messages),
            ("@now", now));

    /// <summary>Adds a message under the next number. Null when the session is gone.</summary>
    public static async ValueTask<SessionMessage?> AddMessageAsync(ISqlSession session, string sessionId, SessionMessage message)
    {
        var seq = await session.Int64Async(
            """
            UPDATE chat_sessions SET last_seq = last_seq + 1, updated_at = @now WHERE id = @id AND deleted = 0
            RETURNING last_seq
            """,
            ("@now", message.CreatedAt),
            ("@id", sessionId));
        if (seq is null)
        {
            return null;
        }

        var numbered = message with { Seq = seq.Value };
        await MessageRows.AddAsync(session, sessionId, numbered);
        return numbered;
    }

    /// <summary>Removes up to about <paramref name="maxRows"/> rows of a session, and the session itself last.</summary>
    public static async ValueTask<int> PurgeAsync(ISqlSession session, string sessionId, int maxRows)
    {
        var removed = 0;
        while (removed < maxRows)
        {
            var turn = await session.FirstAsync(
                "SELECT id FROM chat_turns WHERE session_id = @session LIMIT 1", static row => row.String(), ("@session", sessionId));
            if (turn is null)
            {
                break;
            }

            removed += await session.ExecuteAsync(
                """
                DELETE FROM turn_events WHERE turn_id = @turn AND first_seq IN (
                  SELECT first_seq FROM turn_events WHERE turn_id = @turn LIMIT @limit)
                """,
                ("@turn", turn),
                ("@limit", maxRows - removed));
            if (removed < maxRows)
            {
                removed += await session.ExecuteAsync("DELETE FROM chat_turns WHERE id = @turn", ("@turn", turn));
            }
        }

        if (removed < maxRows)
        {
            removed += await MessageRows.DeleteAsync(session, sessionId, maxRows - removed);
        }

        if (removed < maxRows)
        {
            removed += await AttachmentRows.DeleteAsync(session, sessionId);
        }

        return removed < maxRows
            ? removed + await session.ExecuteAsync("DELETE FROM chat_sessions WHERE id = @session", ("@session", sessionId))
            : removed;
    }

    public static StoredSession Read(SqlRow row) => new(
        new Session(
            row.String(),
            row.String(),
            row.Int32(),
            row.String(),
            row.String(),
            row.Int64(),
            row.StringOrNull(),
            row.Time(),
            row.Time()),
        StoredJson.Read<ImmutableDictionary<string, string>>(row.String()),
        row.Int64());
}
