using System.Collections.Immutable;
using AgentGrid.Core.Llm.Metering;
using AgentGrid.Sessions;
using AgentGrid.Storage.Sql;

namespace AgentGrid.Storage.Sessions;

/// <summary>Sessions, messages, turns and their events. No call costs more the longer a session is.</summary>
public interface ISessionStore
{
    ValueTask<StoredSession?> FindAsync(string sessionId, CancellationToken cancellationToken = default);

    /// <summary>
    /// Stores the user's message, the turn and its first events, and the session when it is new, in one transaction. The same
    /// turn id again gives the stored turn. Fails with <c>session_not_found</c> (also when a new one was deleted before), <c>turn_in_progress</c>, or
    /// <c>idempotency_key_reused</c> when the turn id was used for another request.
    /// </summary>
    ValueTask<Outcome<BegunTurn>> BeginTurnAsync(NewTurn turn, CancellationToken cancellationToken = default);

    /// <summary>
    /// Starts a queued turn: its message joins the session. Fails with <c>turn_not_found</c>, or <c>turn_in_progress</c> while
    /// another runs, or <c>turn_not_running</c> when it is not queued any more.
    /// </summary>
    ValueTask<Outcome<StoredTurn>> BeginQueuedTurnAsync(
        string sessionId, string turnId, ImmutableArray<TurnEvent> events, DateTimeOffset now,
        CancellationToken cancellationToken = default);

    /// <summary>
    /// Appends events, which must follow the last stored one without gap. Fails with <c>version_conflict</c> when they do not,
    /// with <c>turn_not_running</c> when the turn has ended.
    /// </summary>
    /// <param name="calls">
    /// All that is known of the turn's provider calls; null where nothing is new. With it there may be no event.
    /// </param>
    ValueTask<Outcome<Done>> AppendEventsAsync(
        string sessionId,
        string turnId,
        IReadOnlyList<TurnEvent> events,
        WritePriority priority = WritePriority.Normal,
        ImmutableArray<NotedCall>? calls = null,
        CancellationToken cancellationToken = default);

    /// <summary>
    /// Ends a running or queued turn. Fails with
    /// <c>turn_not_running</c> when it has ended before, <c>version_conflict</c> when the events do not follow.
    /// </summary>
    ValueTask<Outcome<Done>> EndTurnAsync(EndedTurn turn, CancellationToken cancellationToken = default);

    ValueTask<StoredTurn?> FindTurnAsync(string sessionId, string turnId, CancellationToken cancellationToken = default);

    /// <summary>Up to about <paramref name="limit"/> events after an id, in order, each exactly as it was stored.</summary>
    ValueTask<ImmutableArray<TurnEvent>> ReadEventsAsync(
        string turnId, long afterId, int limit = 1000, CancellationToken cancellationToken = default);

    /// <summary>What was last known of a turn's provider calls while it ran, in the order they began.</summary>
    ValueTask<ImmutableArray<NotedCall>> ReadCallsAsync(Session session, StoredTurn turn, CancellationToken cancellationToken = default);

    /// <summary>Messages after a sequence number, in order.</summary>
    ValueTask<ImmutableArray<SessionMessage>> ListMessagesAsync(
        string sessionId, long afterSeq, int limit, CancellationToken cancellationToken = default);

    /// <summary>The last messages before a sequence number (or of all), newest first: an index walk, however long the session.</summary>
    ValueTask<ImmutableArray<SessionMessage>> ListLastMessagesAsync(
        string sessionId, int limit, long? beforeSeq = null, CancellationToken cancellationToken = default);

    /// <summary>The last messages, newest first, with no more than a prompt needs of them.</summary>
    ValueTask<ImmutableArray<PromptMessage>> ListForPromptAsync(string sessionId, int limit, CancellationToken cancellationToken = default);

    ValueTask<SessionMessage?> FindMessageAsync(
        string sessionId, string messageId, CancellationToken cancellationToken = default);

    /// <summary>
    /// Adds a message that no turn wrote, such as a summary. Its <c>Seq</c> is given by the store. Fails with
    /// <c>session_not_found</c>.
    /// </summary>
    ValueTask<Outcome<SessionMessage>> AppendMessageAsync(
        string sessionId, SessionMessage message, CancellationToken cancellationToken = default);

    /// <summary>
    /// A user's sessions, used last first; of one agent, and with messages or a title that hold every word of
    /// <paramref name="query"/> (the last may be the beginning of a word, unless a sign ends it), when given; signs alone find nothing. Fails with <c>invalid_cursor</c>.
    /// </summary>
    ValueTask<Outcome<Page<Session>>> ListAsync(
        string userId, string? agentId, string? query, PageRequest page, CancellationToken cancellationToken = default);

    /// <summary>Changes the title. Fails with <c>session_not_found</c> or <c>version_conflict</c>.</summary>
    ValueTask<Outcome<StoredSession>> RenameAsync(
        string sessionId, string title, long revision, DateTimeOffset now, CancellationToken cancellationToken = default);

    /// <summary>
    /// Hides a session, then removes all its rows in bounded steps. Again, it goes on where a crash stopped it. For as long as
    /// idempotency keys are kept, no session of that id can be made.
    /// </summary>
    /// <returns>Whether there was such a session.</returns>
    ValueTask<bool> DeleteAsync(string sessionId, DateTimeOffset now, CancellationToken cancellationToken = default);

    /// <summary>Removes what crashes left of up to <paramref name="limit"/> deleted sessions: for the sweep.</summary>
    /// <returns>How many sessions were removed.</returns>
    ValueTask<int> PurgeDeletedAsync(int limit, CancellationToken cancellationToken = default);

    /// <summary>Running and queued turns after one that was listed before (null: from the first on), oldest first: what a crash left open.</summary>
    ValueTask<ImmutableArray<TurnKey>> ListUnfinishedTurnsAsync(
        string? afterTurnId, int limit, CancellationToken cancellationToken = default);

    /// <summary>The queued turns of a session, in the order they came.</summary>
    ValueTask<ImmutableArray<StoredTurn>> ListQueuedTurnsAsync(string sessionId, CancellationToken cancellationToken = default);

    /// <summary>Ids of an agent's sessions that have an unfinished turn: to stop them before the agent is purged.</summary>
    ValueTask<ImmutableArray<TurnKey>> ListUnfinishedTurnsOfAgentAsync(
        string agentId, int limit, CancellationToken cancellationToken = default);

    /// <summary>The turn that goes on with another one and is running, waiting or complete; null when it may be continued.</summary>
    ValueTask<StoredTurn?> FindContinuationAsync(string sessionId, string turnId, CancellationToken cancellationToken = default);

    /// <summary>The images of a session's messages, with the blobs that hold them.</summary>
    ValueTask<ImmutableArray<AttachedImage>> ListAttachmentsAsync(string sessionId, CancellationToken cancellationToken = default);

    /// <summary>One image of a session, or null.</summary>
    ValueTask<AttachedImage?> FindAttachmentAsync(string sessionId, string attachmentId, CancellationToken cancellationToken = default);

    /// <summary>Which of these blobs belong to messages.</summary>
    ValueTask<ImmutableHashSet<string>> FindReferencedBlobsAsync(
        IReadOnlyList<string> blobNames, CancellationToken cancellationToken = default);
}
