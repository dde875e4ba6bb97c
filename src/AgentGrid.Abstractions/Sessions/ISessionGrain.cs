using AgentGrid.Users;

namespace AgentGrid.Sessions;

/// <summary>One chat session; keyed by session id. The sole writer of the session, its messages and its turns' events.</summary>
/// <remarks>Whoever does not own the session gets <c>session_not_found</c> from every method that takes a caller.</remarks>
[Alias("session-grain")]
public interface ISessionGrain : IGrainWithStringKey
{
    /// <summary>Stores the message and answers at once; the turn runs in the background.</summary>
    [Alias("start-turn")]
    Task<Outcome<TurnStarted>> StartTurnAsync(Caller caller, StartTurn command);

    /// <summary>Resumes an interrupted answer as a new turn.</summary>
    [Alias("continue-turn")]
    Task<Outcome<TurnStarted>> ContinueTurnAsync(Caller caller, string turnId, string newTurnId);

    /// <summary>Whether the caller may watch the turn from an event on; <c>invalid_request</c> when it has no such event.</summary>
    /// <param name="afterId">The event to go on after; 0 for all.</param>
    [Alias("open-turn"), AlwaysInterleave]
    Task<Outcome<TurnStarted>> OpenTurnAsync(Caller caller, string turnId, long afterId);

    /// <summary>
    /// The turn's events after <paramref name="afterId"/>, gap-free and in order, live until its end. Checks no caller: call
    /// <see cref="OpenTurnAsync"/> first.
    /// </summary>
    [Alias("watch-turn"), AlwaysInterleave]
    IAsyncEnumerable<TurnEvent> WatchTurnAsync(string turnId, long afterId, CancellationToken cancellationToken);

    /// <summary>Stops a running or queued turn; the text so far is kept.</summary>
    [Alias("cancel-turn"), AlwaysInterleave]
    Task<Outcome<Done>> CancelTurnAsync(Caller caller, string turnId);

    /// <summary>The session.</summary>
    [Alias("get"), AlwaysInterleave]
    Task<Outcome<Session>> GetAsync(Caller caller);

    /// <summary>Messages after a sequence number, in order.</summary>
    [Alias("list-messages"), AlwaysInterleave]
    Task<Outcome<Page<SessionMessage>>> ListMessagesAsync(Caller caller, long afterSeq, int limit);

    /// <summary>Changes the title.</summary>
    [Alias("rename")]
    Task<Outcome<Session>> RenameAsync(Caller caller, string title);

    /// <summary>Stops what runs and removes the session, its messages and events.</summary>
    [Alias("delete")]
    Task<Outcome<Done>> DeleteAsync(Caller caller);

    /// <summary>Closes what a crash left open. Harmless at any time.</summary>
    [Alias("recover")]
    Task RecoverAsync();

    /// <summary>Removes the session because its agent is being deleted; no caller is checked.</summary>
    [Alias("purge")]
    Task PurgeAsync();
}
