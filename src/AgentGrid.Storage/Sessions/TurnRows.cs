using AgentGrid.Sessions;
using AgentGrid.Storage.Sql;

namespace AgentGrid.Storage.Sessions;

/// <summary>Statements on <c>chat_turns</c> and <c>turn_events</c>.</summary>
internal static class TurnRows
{
    private const string Select = """
        SELECT t.id, t.session_id, t.status, t.request_hash, COALESCE(t.message, m.content, ''), t.user_message_id,
          t.answer_message_id, t.agent_version, t.model,
          COALESCE((SELECT e.last_seq FROM turn_events e WHERE e.turn_id = t.id ORDER BY e.first_seq DESC LIMIT 1), 0),
          t.continues_turn_id, t.started_at, t.ended_at
        FROM chat_turns t LEFT JOIN chat_messages m ON m.id = t.user_message_id
        """;

    // Where the turn's row has just been written, nothing needs to be asked about it.
    private const string Append = $"{AppendWhere} ON CONFLICT DO NOTHING";

    private const string AppendIfRunning = $"""
        {AppendWhere} AND EXISTS (SELECT 1 FROM chat_turns WHERE id = @turn AND session_id = @session AND status = 'running')
        ON CONFLICT DO NOTHING
        """;

    private const string AppendWhere = """
        INSERT INTO turn_events (turn_id, first_seq, last_seq, payload, calls)
        SELECT @turn, @first, @last, @payload, @calls
        WHERE @first = 1 + COALESCE(
          (SELECT last_seq FROM turn_events WHERE turn_id = @turn ORDER BY first_seq DESC LIMIT 1), 0)
        """;

    public static readonly Failure NotFound = Failure.NotFound(FailureCodes.TurnNotFound, "There is no such turn.");

    public static readonly Failure Busy = Failure.Conflict(
        FailureCodes.TurnInProgress,
        "The session is still answering. Wait, or send the message with ?whenBusy=queue or ?whenBusy=interrupt.");

    public static readonly Failure NotRunning = Failure.Conflict(FailureCodes.TurnNotRunning, "The turn has ended.");

    public static ValueTask<StoredTurn?> FindAsync(ISqlSession session, string turnId) =>
        session.FirstAsync($"{Select} WHERE t.id = @id", Read, ("@id", turnId));

    public static ValueTask<StoredTurn?> FindContinuationAsync(ISqlSession session, string sessionId, string turnId) =>
        session.FirstAsync(
            $"""
            {Select} WHERE t.session_id = @session AND t.continues_turn_id = @turn AND t.status IN ('running', 'queued', 'complete')
            ORDER BY t.started_at LIMIT 1
            """,
            Read,
            ("@session", sessionId),
            ("@turn", turnId));

    public static ValueTask<List<StoredTurn>> ListQueuedAsync(ISqlSession session, string sessionId) => session.QueryAsync(
        $"{Select} WHERE t.session_id = @session AND t.status = 'queued' ORDER BY t.started_at, t.id",
        Read,
        ("@session", sessionId));

    /// <returns>0 when the session is gone, the id is taken, or (for a running turn) another runs.</returns>
    public static ValueTask<int> AddAsync(ISqlSession session, NewTurn turn, TurnStatus status) => session.ExecuteAsync(
        """
        INSERT INTO chat_turns (id, session_id, status, request_hash, message, user_message_id, agent_version, model,
          continues_turn_id, started_at)
        SELECT @id, @session, @status, @hash, @message, @user_message, @version, @model, @continues, @at
        WHERE EXISTS (SELECT 1 FROM chat_sessions WHERE id = @session AND deleted = 0)
        ON CONFLICT DO NOTHING
        """,
        ("@id", turn.TurnId),
        ("@session", turn.SessionId),
        ("@status", EnumText<TurnStatus>.Of(status)),
        ("@hash", turn.RequestHash),
        ("@message", status == TurnStatus.Queued || turn.UserMessageId is null ? turn.Message : null),
        ("@user_message", turn.UserMessageId),
        ("@version", turn.AgentVersion),
        ("@model", turn.Model),
        ("@continues", turn.ContinuesTurnId),
        ("@at", turn.StartedAt));

    /// <returns>0 when there is no such open turn.</returns>
    public static ValueTask<int> EndAsync(ISqlSession session, EndedTurn turn) => session.ExecuteAsync(
        """
        UPDATE chat_turns SET status = @status, answer_message_id = @answer, ended_at = @at
        WHERE id = @id AND session_id = @session AND ended_at IS NULL AND (@began = 1 OR status = 'queued')
        """,
        ("@began", !turn.NeverBegan),
        ("@status", EnumText<TurnStatus>.Of(turn.Status)),
        ("@answer", turn.Answer?.Id),
        ("@at", turn.EndedAt),
        ("@id", turn.TurnId),
        ("@session", turn.SessionId));

    /// <summary>Keeps what is known of a running turn's provider calls, with the last batch of its events.</summary>
    /// <returns>Null when it is stored, else why not.</returns>
    private static async ValueTask<Failure?> NoteCallsAsync(ISqlSession session, string sessionId, string turnId, string calls)
    {
        var noted = await session.ExecuteAsync(
            """
            UPDATE turn_events SET calls = @calls
            WHERE turn_id = @turn
              AND first_seq = (SELECT first_seq FROM turn_events WHERE turn_id = @turn ORDER BY first_seq DESC LIMIT 1)
              AND EXISTS (SELECT 1 FROM chat_turns WHERE id = @turn AND session_id = @session AND status = 'running')
            """,
            ("@calls", calls),
            ("@turn", turnId),
            ("@session", sessionId));
        return noted > 0 ? null : await RefusalAsync(session, sessionId, turnId, mustRun: true);
    }

    /// <param name="mustRun">Whether the turn must be running; where not, this transaction has written the turn's row.</param>
    /// <param name="calls">What is known of the turn's provider calls, as <see cref="NotedCallCodec"/> writes it; null: nothing new.</param>
    /// <returns>Null when they are stored, else why not.</returns>
    public static async ValueTask<Failure?> AppendEventsAsync(
        ISqlSession session, string sessionId, string turnId, IReadOnlyList<TurnEvent> events, bool mustRun, string? calls = null)
    {
        if (events.Count == 0)
        {
            return calls is null ? null : await NoteCallsAsync(session, sessionId, turnId, calls);
        }

        for (var i = 1; i < events.Count; i++)
        {
            if (events[i].Id != events[0].Id + i)
            {
                return SqlDatabaseExtensions.Stale("turn");
            }
        }

        (string, object?)[] parameters =
        [
            ("@turn", turnId),
            ("@first", events[0].Id),
            ("@last", events[^1].Id),
            ("@payload", TurnEventCodec.Encode(events)),
            ("@calls", calls),
            ("@session", sessionId),
        ];
        var added = mustRun
            ? await session.ExecuteAsync(AppendIfRunning, parameters)
            : await session.ExecuteAsync(Append, parameters.AsSpan(..^1));
        return added > 0 ? null : await RefusalAsync(session, sessionId, turnId, mustRun);
    }

    private static async ValueTask<Failure> RefusalAsync(
        ISqlSession session, string sessionId, string turnId, bool mustRun)
    {
        var turn = await FindAsync(session, turnId);
        return turn is null || turn.SessionId != sessionId ? NotFound
            : mustRun && turn.Status != TurnStatus.Running ? NotRunning
            : SqlDatabaseExtensions.Stale("turn", turn.LastEventId);
    }

    private static StoredTurn Read(SqlRow row) => new(
        row.String(),
        row.String(),
        EnumText<TurnStatus>.Parse(row.String()),
        row.String(),
        row.String(),
        row.StringOrNull(),
        row.StringOrNull(),
        row.Int32(),
        row.String(),
        row.Int64(),
        row.StringOrNull(),
        row.Time(),
        row.TimeOrNull());
}
