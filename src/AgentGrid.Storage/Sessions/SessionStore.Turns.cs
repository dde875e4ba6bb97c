using System.Collections.Immutable;
using AgentGrid.Core.Llm.Metering;
using AgentGrid.Sessions;
using AgentGrid.Storage.Agents;
using AgentGrid.Storage.Sql;
using AgentGrid.Storage.Usage;

namespace AgentGrid.Storage.Sessions;

internal sealed partial class SessionStore
{
    public ValueTask<Outcome<BegunTurn>> BeginTurnAsync(NewTurn turn, CancellationToken cancellationToken = default) =>
        database.TryWriteAsync<BegunTurn>(
            async session =>
            {
                var message = UserMessage(turn);
                var born = false;
                if (turn.NewSession is { } added)
                {
                    if (!await AgentRows.HoldAsync(session, added.AgentId))
                    {
                        return AgentRows.NotFound;
                    }

                    born = await SessionRows.AddAsync(session, turn.SessionId, added, message is null ? 0 : 1, turn.StartedAt) > 0;
                    if (!born && await DeletedSessions.ContainsAsync(session, turn.SessionId))
                    {
                        return DeletedSessions.Failure;
                    }
                }

                if (!turn.Behind && await TurnRows.AddAsync(session, turn, TurnStatus.Running) > 0)
                {
                    await AttachmentRows.AddAsync(session, turn.SessionId, turn.TurnId, turn.Images);
                    var failure = await OpenAsync(session, turn.SessionId, turn.TurnId, message, turn.Events, born);
                    return failure is not null ? failure : Begun(turn, TurnStatus.Running);
                }

                if (await TurnRows.FindAsync(session, turn.TurnId) is { } existing)
                {
                    return Existing(existing, turn);
                }

                if (await SessionRows.FindAsync(session, turn.SessionId) is null)
                {
                    return SessionRows.NotFound;
                }

                if (!turn.Queue || await TurnRows.AddAsync(session, turn, TurnStatus.Queued) == 0)
                {
                    return TurnRows.Busy;
                }

                await AttachmentRows.AddAsync(session, turn.SessionId, turn.TurnId, turn.Images);
                return await TurnRows.AppendEventsAsync(session, turn.SessionId, turn.TurnId, turn.Events, mustRun: false) is { } refused
                    ? refused
                    : Begun(turn, TurnStatus.Queued);
            },
            WritePriority.First,
            cancellationToken);

    public ValueTask<Outcome<StoredTurn>> BeginQueuedTurnAsync(
        string sessionId, string turnId, ImmutableArray<TurnEvent> events, DateTimeOffset now,
        CancellationToken cancellationToken = default) =>
        database.TryWriteAsync<StoredTurn>(
            async session =>
            {
                var turn = await TurnRows.FindAsync(session, turnId);
                if (turn is null || turn.SessionId != sessionId)
                {
                    return TurnRows.NotFound;
                }

                // NOT EXISTS answers in words what the unique index would answer with an error.
                var begun = await session.ExecuteAsync(
                    """
                    UPDATE chat_turns SET status = 'running', message = CASE WHEN user_message_id IS NULL THEN message END
                    WHERE id = @id AND status = 'queued'
                      AND NOT EXISTS (SELECT 1 FROM chat_turns r WHERE r.session_id = @session AND r.status = 'running')
                    """,
                    ("@id", turnId),
                    ("@session", sessionId));
                if (begun == 0)
                {
                    return turn.Status == TurnStatus.Queued ? TurnRows.Busy : TurnRows.NotRunning;
                }

                var message = await UserMessageAsync(session, turn, now);
                var failure = await OpenAsync(session, sessionId, turnId, message, events, born: false);
                return failure is null ? (await TurnRows.FindAsync(session, turnId))! : failure;
            },
            cancellationToken);

    public ValueTask<Outcome<Done>> AppendEventsAsync(
        string sessionId,
        string turnId,
        IReadOnlyList<TurnEvent> events,
        WritePriority priority = WritePriority.Normal,
        ImmutableArray<NotedCall>? calls = null,
        CancellationToken cancellationToken = default)
    {
        // Not on the writer's thread, which all wait for.
        var noted = calls is { } known ? NotedCallCodec.Encode(known) : null;
        return database.TryWriteAsync<Done>(
            async session => await TurnRows.AppendEventsAsync(session, sessionId, turnId, events, mustRun: true, noted) is { } failure
                ? failure
                : new Done(),
            priority,
            cancellationToken);
    }

    public async ValueTask<Outcome<Done>> EndTurnAsync(EndedTurn turn, CancellationToken cancellationToken = default)
    {
        var ended = await database.TryWriteAsync<Done>(
            async session =>
            {
                // Before its answer.
                if (turn.NeverBegan && await TurnRows.FindAsync(session, turn.TurnId) is { Status: TurnStatus.Queued } queued
                    && await UserMessageAsync(session, queued, turn.EndedAt) is { } question)
                {
                    await SessionRows.AddMessageAsync(session, turn.SessionId, question);
                }

                if (await TurnRows.EndAsync(session, turn) == 0)
                {
                    var found = await TurnRows.FindAsync(session, turn.TurnId);
                    return found is null || found.SessionId != turn.SessionId ? TurnRows.NotFound : TurnRows.NotRunning;
                }

                if (await TurnRows.AppendEventsAsync(session, turn.SessionId, turn.TurnId, turn.Events, mustRun: false) is { } failure)
                {
                    return failure;
                }

                if (turn.Answer is { } answer && await SessionRows.AddMessageAsync(session, turn.SessionId, answer) is null)
                {
                    return SessionRows.NotFound;
                }

                await UsageStore.AddAsync(session, turn.Usage);
                return default(Done);
            },
            cancellationToken);
        _index.NoteTurn();
        return ended;
    }

    public async ValueTask<StoredTurn?> FindTurnAsync(
        string sessionId, string turnId, CancellationToken cancellationToken = default)
    {
        var turn = await database.ReadAsync(session => TurnRows.FindAsync(session, turnId), cancellationToken);
        return turn?.SessionId == sessionId ? turn : null;
    }

    public ValueTask<StoredTurn?> FindContinuationAsync(
        string sessionId, string turnId, CancellationToken cancellationToken = default) =>
        database.ReadAsync(session => TurnRows.FindContinuationAsync(session, sessionId, turnId), cancellationToken);

    public async ValueTask<ImmutableArray<TurnEvent>> ReadEventsAsync(
        string turnId, long afterId, int limit = 1000, CancellationToken cancellationToken = default)
    {
        // Every batch holds at least one event, so as many batches as events wanted are enough.
        var batches = await database.ReadAsync(
            session => session.QueryAsync(
                """
                SELECT first_seq, payload FROM turn_events
                WHERE turn_id = @turn AND first_seq >= COALESCE(
                  (SELECT first_seq FROM turn_events WHERE turn_id = @turn AND first_seq <= @next ORDER BY first_seq DESC LIMIT 1), 0)
                ORDER BY first_seq LIMIT @limit
                """,
                static row => TurnEventCodec.Decode(row.Int64(), row.Bytes()),
                ("@turn", turnId),
                ("@next", afterId + 1),
                ("@limit", Math.Min(limit, 1000) + 1)),
            cancellationToken);
        return [.. batches.SelectMany(static batch => batch).Where(item => item.Id > afterId).Take(limit)];
    }

    public async ValueTask<ImmutableArray<NotedCall>> ReadCallsAsync(
        Session session, StoredTurn turn, CancellationToken cancellationToken = default)
    {
        var calls = await database.ReadAsync(
            reader => reader.FirstAsync(
                "SELECT calls FROM turn_events WHERE turn_id = @turn AND calls IS NOT NULL ORDER BY first_seq DESC LIMIT 1",
                static row => row.String(),
                ("@turn", turn.Id)),
            cancellationToken);
        return calls is null ? [] : NotedCallCodec.Decode(calls, session, turn);
    }

    public async ValueTask<ImmutableArray<TurnKey>> ListUnfinishedTurnsAsync(
        string? afterTurnId, int limit, CancellationToken cancellationToken = default) =>
        [.. await database.ReadAsync(
            session => session.QueryAsync(
                $"""
                SELECT session_id, id FROM chat_turns WHERE ended_at IS NULL{(afterTurnId is null ? "" : """
                 AND (started_at, id) > (SELECT before.started_at, before.id FROM chat_turns before WHERE before.id = @after)
                """)} ORDER BY started_at, id LIMIT @limit
                """,
                static row => new TurnKey(row.String(), row.String()),
                afterTurnId is null ? [("@limit", limit)] : [("@after", afterTurnId), ("@limit", limit)]),
            cancellationToken)];

    public async ValueTask<ImmutableArray<StoredTurn>> ListQueuedTurnsAsync(
        string sessionId, CancellationToken cancellationToken = default) =>
        [.. await database.ReadAsync(session => TurnRows.ListQueuedAsync(session, sessionId), cancellationToken)];

    public async ValueTask<ImmutableArray<TurnKey>> ListUnfinishedTurnsOfAgentAsync(
        string agentId, int limit, CancellationToken cancellationToken = default) =>
        [.. await database.ReadAsync(
            session => session.QueryAsync(
                """
                SELECT t.session_id, t.id FROM chat_turns t JOIN chat_sessions s ON s.id = t.session_id
                WHERE t.ended_at IS NULL AND s.agent_id = @agent ORDER BY t.started_at, t.id LIMIT @limit
                """,
                static row => new TurnKey(row.String(), row.String()),
                ("@agent", agentId),
                ("@limit", limit)),
            cancellationToken)];

    private static async ValueTask<Failure?> OpenAsync(
        ISqlSession session, string sessionId, string turnId, SessionMessage? message, ImmutableArray<TurnEvent> events, bool born)
    {
        if (born && message is not null)
        {
            // The session's row counts it already.
            await MessageRows.AddAsync(session, sessionId, message with { Seq = 1 });
        }
        else if (message is not null && await SessionRows.AddMessageAsync(session, sessionId, message) is null)
        {
            return SessionRows.NotFound;
        }

        return await TurnRows.AppendEventsAsync(session, sessionId, turnId, events, mustRun: false);
    }

    private static Outcome<BegunTurn> Begun(NewTurn turn, TurnStatus status) => new BegunTurn(
        new StoredTurn(
            turn.TurnId,
            turn.SessionId,
            status,
            turn.RequestHash,
            turn.Message,
            turn.UserMessageId,
            AnswerMessageId: null,
            turn.AgentVersion,
            turn.Model,
            turn.Events.Length,
            turn.ContinuesTurnId,
            turn.StartedAt,
            EndedAt: null),
        Existing: false);

    private static Outcome<BegunTurn> Existing(StoredTurn existing, NewTurn asked) =>
        existing.SessionId == asked.SessionId && existing.RequestHash == asked.RequestHash
            ? new BegunTurn(existing, Existing: true)
            : Failure.Conflict(
                FailureCodes.IdempotencyKeyReused, "This Idempotency-Key was used for another request. Use a new one.");

    private static SessionMessage? UserMessage(NewTurn turn) =>
        turn.UserMessageId is { } id ? UserMessage(id, turn.TurnId, turn.Message, turn.Images, turn.StartedAt) : null;

    /// <summary>The message of a turn that waited.</summary>
    private static async ValueTask<SessionMessage?> UserMessageAsync(ISqlSession session, StoredTurn turn, DateTimeOffset now) =>
        turn.UserMessageId is { } id
            ? UserMessage(id, turn.Id, turn.Message, await AttachmentRows.ListAsync(session, turn.SessionId, turn.Id), now)
            : null;

    private static SessionMessage UserMessage(
        string id, string turnId, string text, ImmutableArray<AttachedImage> images, DateTimeOffset at) =>
        new(id, 0, MessageRole.User, text, [], [], null, null, null, MessageStatus.Complete, at)
        {
            TurnId = turnId,
            Attachments = images.IsEmpty ? [] : [.. images.Select(image => image.Attachment)],
        };
}
