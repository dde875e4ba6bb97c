using System.Collections.Immutable;
using AgentGrid.Sessions;
using AgentGrid.Storage.Sql;

namespace AgentGrid.Storage.Sessions;

/// <summary>Sessions and messages; turns and events are in <c>SessionStore.Turns.cs</c>.</summary>
internal sealed partial class SessionStore(ISqlDatabase database) : ISessionStore
{
    private const int PurgeStep = 500;
    private readonly MessageIndex _index = new(database);

    public ValueTask<StoredSession?> FindAsync(string sessionId, CancellationToken cancellationToken = default) =>
        database.ReadAsync(session => SessionRows.FindAsync(session, sessionId), cancellationToken);

    public async ValueTask<ImmutableArray<SessionMessage>> ListMessagesAsync(
        string sessionId, long afterSeq, int limit, CancellationToken cancellationToken = default) =>
        [.. await database.ReadAsync(
            session => session.QueryAsync(
                $"""
                SELECT {MessageRows.Columns} FROM chat_messages
                WHERE session_id = @session AND seq > @after ORDER BY seq LIMIT @limit
                """,
                MessageRows.Read,
                ("@session", sessionId),
                ("@after", afterSeq),
                ("@limit", limit)),
            cancellationToken)];

    public async ValueTask<ImmutableArray<SessionMessage>> ListLastMessagesAsync(
        string sessionId, int limit, long? beforeSeq = null, CancellationToken cancellationToken = default) =>
        [.. await database.ReadAsync(
            session => session.QueryAsync(
                $"""
                SELECT {MessageRows.Columns} FROM chat_messages
                WHERE session_id = @session AND seq < @before ORDER BY seq DESC LIMIT @limit
                """,
                MessageRows.Read,
                ("@session", sessionId),
                ("@before", beforeSeq ?? long.MaxValue),
                ("@limit", limit)),
            cancellationToken)];

    public async ValueTask<ImmutableArray<PromptMessage>> ListForPromptAsync(
        string sessionId, int limit, CancellationToken cancellationToken = default) =>
        [.. await database.ReadAsync(
            session => session.QueryAsync(
                $"SELECT {MessageRows.PromptColumns} FROM chat_messages WHERE session_id = @session ORDER BY seq DESC LIMIT @limit",
                MessageRows.ReadForPrompt,
                ("@session", sessionId),
                ("@limit", limit)),
            cancellationToken)];

    public ValueTask<SessionMessage?> FindMessageAsync(
        string sessionId, string messageId, CancellationToken cancellationToken = default) =>
        database.ReadAsync(
            session => session.FirstAsync(
                $"SELECT {MessageRows.Columns} FROM chat_messages WHERE id = @id AND session_id = @session",
                MessageRows.Read,
                ("@id", messageId),
                ("@session", sessionId)),
            cancellationToken);

    public ValueTask<Outcome<SessionMessage>> AppendMessageAsync(
        string sessionId, SessionMessage message, CancellationToken cancellationToken = default) =>
        database.TryWriteAsync<SessionMessage>(
            async session => await SessionRows.AddMessageAsync(session, sessionId, message) is { } added
                ? added
                : SessionRows.NotFound,
            cancellationToken);

    public async ValueTask<Outcome<Page<Session>>> ListAsync(
        string userId, string? agentId, string? query, PageRequest page, CancellationToken cancellationToken = default)
    {
        if (!PageCursor.TryRead(page, PageCursor.Highest, out var before))
        {
            return PageCursor.Invalid;
        }

        var limit = PageCursor.Limit(page);
        List<(string, object?)> parameters =
            [("@user", userId), ("@at", before.Key), ("@id", before.Id), ("@limit", limit + 1)];
        var filter = "";
        if (agentId is not null)
        {
            filter += " AND s.agent_id = @agent";
            parameters.Add(("@agent", agentId));
        }

        var asked = SearchText.Query(query);
        if (asked.FindsNothing)
        {
            return new Page<Session>([]);
        }

        if (asked.Asked)
        {
            await _index.CatchUpAsync(cancellationToken);
            var (match, value) = MessageRows.Match(database.Dialect, userId, asked);
            var titles = string.Join(" AND ", asked.Words.Select((_, i) => $"s.title_words LIKE @word{i}"));
            filter += $" AND ({match} OR ({titles}))";
            parameters.Add(("@match", value));
            parameters.AddRange(asked.Words.Select((_, i) => ($"@word{i}", (object?)asked.LikePattern(i))));
        }

        var rows = await database.ReadAsync(
            session => session.QueryAsync(
                $"""
                SELECT {SessionRows.Columns} FROM chat_sessions s
                WHERE s.user_id = @user AND s.deleted = 0 AND (s.updated_at, s.id) < (@at, @id){filter}
                ORDER BY s.updated_at DESC, s.id DESC LIMIT @limit
                """,
                SessionRows.Read,
                [.. parameters]),
            cancellationToken);
        return PageCursor.Page(
            rows,
            limit,
            static row => row.Session,
            static row => new PageCursor(row.Session.UpdatedAt.ToUnixTimeMilliseconds(), row.Session.Id));
    }

    public ValueTask<Outcome<StoredSession>> RenameAsync(
        string sessionId, string title, long revision, DateTimeOffset now, CancellationToken cancellationToken = default) =>
        database.TryWriteAsync<StoredSession>(
            async session =>
            {
                var changed = await session.ExecuteAsync(
                    """
                    UPDATE chat_sessions SET title = @title, title_words = @words, revision = revision + 1, updated_at = @now
                    WHERE id = @id AND revision = @revision AND deleted = 0
                    """,
                    ("@title", title),
                    ("@words", SearchText.Column(title)),
                    ("@now", now),
                    ("@id", sessionId),
                    ("@revision", revision));
                var stored = await SessionRows.FindAsync(session, sessionId);
                return stored is null ? SessionRows.NotFound
                    : changed == 0 ? SqlDatabaseExtensions.Stale("session", stored.Revision)
                    : stored;
            },
            cancellationToken);

    public async ValueTask<bool> DeleteAsync(
        string sessionId, DateTimeOffset now, CancellationToken cancellationToken = default)
    {
        // Hidden first, so that a crash half way leaves nothing to be seen and something for the sweep to find.
        var hidden = await database.WriteAsync(
            async session =>
            {
                await DeletedSessions.NoteAsync(session, sessionId, now);
                return await session.ExecuteAsync(
                    "UPDATE chat_sessions SET deleted = 1 WHERE id = @id AND deleted = 0", ("@id", sessionId));
            },
            cancellationToken);
        await PurgeAsync(sessionId, cancellationToken);
        return hidden > 0;
    }

    public async ValueTask<int> PurgeDeletedAsync(int limit, CancellationToken cancellationToken = default)
    {
        var ids = await database.ReadAsync(
            session => session.QueryAsync(
                "SELECT id FROM chat_sessions WHERE deleted = 1 LIMIT @limit", static row => row.String(), ("@limit", limit)),
            cancellationToken);
        foreach (var id in ids)
        {
            await PurgeAsync(id, cancellationToken);
        }

        return ids.Count;
    }

    private async ValueTask PurgeAsync(string sessionId, CancellationToken cancellationToken)
    {
        int removed;
        do
        {
            removed = await database.WriteAsync(
                session => SessionRows.PurgeAsync(session, sessionId, PurgeStep), cancellationToken);
        }
        while (removed >= PurgeStep);
    }
}
