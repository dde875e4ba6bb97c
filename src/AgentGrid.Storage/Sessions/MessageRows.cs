using System.Collections.Immutable;
using AgentGrid.Sessions;
using AgentGrid.Storage.Sql;

namespace AgentGrid.Storage.Sessions;

/// <summary>Statements on <c>chat_messages</c> and its full-text index.</summary>
internal static class MessageRows
{
    public const string Columns =
        "id, seq, role, content, citations, tool_calls, usage, agent_version, model, status, created_at, turn_id, finish_reason, "
        + "summarizes_through, rejections, attachments";

    public const string PromptColumns =
        "id, seq, role, content, status, created_at, turn_id, finish_reason, summarizes_through, attachments, "
        + "CASE WHEN citations IS NULL THEN 0 ELSE 1 END";

    private const string Names = $"session_id, {Columns}";

    private const string Values =
        "@session, @id, @seq, @role, @content, @citations, @tools, @usage, @version, @model, @status, @at, @turn, @reason, @through, "
        + "@rejections, @attachments";

    public static async ValueTask AddAsync(ISqlSession session, string sessionId, SessionMessage message)
    {
        (string, object?)[] parameters =
        [
            ("@session", sessionId),
            ("@id", message.Id),
            ("@seq", message.Seq),
            ("@role", EnumText<MessageRole>.Of(message.Role)),
            ("@content", message.Content),
            ("@citations", message.Citations.IsDefaultOrEmpty ? null : StoredJson.Write(message.Citations)),
            ("@tools", message.ToolCalls.IsDefaultOrEmpty ? null : StoredJson.Write(message.ToolCalls)),
            ("@usage", message.Usage is null ? null : StoredJson.Write(message.Usage)),
            ("@version", message.AgentVersion),
            ("@model", message.Model),
            ("@status", EnumText<MessageStatus>.Of(message.Status)),
            ("@at", message.CreatedAt),
            ("@turn", message.TurnId),
            ("@reason", message.FinishReason),
            ("@through", message.SummarizesThrough),
            ("@rejections", message.Rejections.IsDefaultOrEmpty ? null : StoredJson.Write(message.Rejections)),
            ("@attachments", message.Attachments.IsDefaultOrEmpty ? null : StoredJson.Write(message.Attachments)),
        ];
        if (session.Dialect == SqlDialect.Sqlite)
        {
            // Its words are added by MessageIndex.
            await session.ExecuteAsync($"INSERT INTO chat_messages ({Names}) VALUES ({Values})", parameters);
            return;
        }

        string[] words = message.Role == MessageRole.Summary ? [] : SearchText.Words(message.Content);
        await session.ExecuteAsync(
            $"INSERT INTO chat_messages ({Names}, words) VALUES ({Values}, array_to_tsvector(@words))",
            [.. parameters, ("@words", words)]);
    }

    /// <summary>A condition on <c>s.id</c> with the parameter <c>@match</c>: a message holds every word.</summary>
    public static (string Sql, string Value) Match(SqlDialect dialect, string userId, SearchWords query) =>
        dialect == SqlDialect.Sqlite
            ? ("""
              s.id IN (SELECT m.session_id FROM chat_message_words w JOIN chat_messages m ON m.pk = w.rowid
                WHERE chat_message_words MATCH @match)
              """,
              $"owner : \"{MessageIndex.OwnerWord(userId)}\" AND words : ({string.Join(" AND ", query.Words.Select((word, i) =>
                  query.IsBeginning(i) ? $"\"{word}\" *" : $"\"{word}\""))})")
            : ("EXISTS (SELECT 1 FROM chat_messages m WHERE m.session_id = s.id AND m.words @@ CAST(@match AS TSQUERY))",
              string.Join(" & ", query.Words.Select((word, i) => query.IsBeginning(i) ? $"'{word}':*" : $"'{word}'")));

    /// <summary>Removes up to <paramref name="limit"/> messages of a session.</summary>
    public static async ValueTask<int> DeleteAsync(ISqlSession session, string sessionId, int limit)
    {
        const string Oldest = "SELECT seq FROM chat_messages WHERE session_id = @session ORDER BY seq LIMIT @limit";
        if (session.Dialect == SqlDialect.Sqlite)
        {
            await session.ExecuteAsync(
                $"""
                DELETE FROM chat_message_words WHERE rowid IN (
                  SELECT pk FROM chat_messages WHERE session_id = @session AND seq IN ({Oldest}))
                """,
                ("@session", sessionId),
                ("@limit", limit));
        }

        var removed = await session.ExecuteAsync(
            $"DELETE FROM chat_messages WHERE session_id = @session AND seq IN ({Oldest})",
            ("@session", sessionId),
            ("@limit", limit));
        if (session.Dialect == SqlDialect.Sqlite)
        {
            await MessageIndex.RewindAsync(session);
        }

        return removed;
    }

    public static SessionMessage Read(SqlRow row) => new(
        row.String(),
        row.Int64(),
        EnumText<MessageRole>.Parse(row.String()),
        row.String(),
        row.StringOrNull() is { } citations ? StoredJson.Read<ImmutableArray<Citation>>(citations) : [],
        row.StringOrNull() is { } tools ? StoredJson.Read<ImmutableArray<ToolCall>>(tools) : [],
        row.StringOrNull() is { } usage ? StoredJson.Read<MessageUsage>(usage) : null,
        row.Int32OrNull(),
        row.StringOrNull(),
        EnumText<MessageStatus>.Parse(row.String()),
        row.Time())
    {
        TurnId = row.StringOrNull(),
        FinishReason = row.StringOrNull(),
        SummarizesThrough = row.Int64OrNull(),
        Rejections = row.StringOrNull() is { } rejections ? StoredJson.Read<ImmutableArray<RouteRejection>>(rejections) : [],
        Attachments = AttachmentsOf(row),
    };

    public static PromptMessage ReadForPrompt(SqlRow row) => new(
        new SessionMessage(
            row.String(),
            row.Int64(),
            EnumText<MessageRole>.Parse(row.String()),
            row.String(),
            [],
            [],
            Usage: null,
            AgentVersion: null,
            Model: null,
            EnumText<MessageStatus>.Parse(row.String()),
            row.Time())
        {
            TurnId = row.StringOrNull(),
            FinishReason = row.StringOrNull(),
            SummarizesThrough = row.Int64OrNull(),
            Attachments = AttachmentsOf(row),
        },
        row.Int64() != 0);

    private static ImmutableArray<Attachment> AttachmentsOf(SqlRow row) =>
        row.StringOrNull() is { } attachments ? StoredJson.Read<ImmutableArray<Attachment>>(attachments) : [];
}
