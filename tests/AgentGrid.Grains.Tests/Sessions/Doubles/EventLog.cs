using System.Collections.Immutable;
using AgentGrid.Core.Llm.Metering;
using AgentGrid.Sessions;
using AgentGrid.Storage.Sessions;
using AgentGrid.Storage.Sql;

namespace AgentGrid.Grains.Tests.Sessions.Doubles;

/// <summary>A store that takes events only, each batch when it is let.</summary>
internal sealed class EventLog : ISessionStore
{
    private readonly SemaphoreSlim _let = new(0);
    private readonly SemaphoreSlim _asked = new(0);

    public List<(WritePriority Priority, ImmutableArray<long> Ids)> Batches { get; } = [];

    /// <summary>What each batch said of the turn's calls.</summary>
    public List<ImmutableArray<NotedCall>?> Calls { get; } = [];

    public async ValueTask<Outcome<Done>> AppendEventsAsync(
        string sessionId, string turnId, IReadOnlyList<TurnEvent> events, WritePriority priority, ImmutableArray<NotedCall>? calls,
        CancellationToken cancellationToken)
    {
        Batches.Add((priority, [.. events.Select(item => item.Id)]));
        Calls.Add(calls);
        _asked.Release();
        await _let.WaitAsync(cancellationToken);
        return default(Done);
    }

    /// <summary>Waits until a batch is being stored.</summary>
    public async Task AskedAsync() => (await _asked.WaitAsync(TimeSpan.FromSeconds(30))).ShouldBeTrue();

    /// <summary>Lets one batch be stored.</summary>
    public void Let() => _let.Release();

    public ValueTask<StoredSession?> FindAsync(string sessionId, CancellationToken cancellationToken) => throw Unasked();

    public ValueTask<Outcome<BegunTurn>> BeginTurnAsync(NewTurn turn, CancellationToken cancellationToken) => throw Unasked();

    public ValueTask<Outcome<StoredTurn>> BeginQueuedTurnAsync(
        string sessionId, string turnId, ImmutableArray<TurnEvent> events, DateTimeOffset now, CancellationToken cancellationToken) =>
        throw Unasked();

    public ValueTask<Outcome<Done>> EndTurnAsync(EndedTurn turn, CancellationToken cancellationToken) => throw Unasked();

    public ValueTask<StoredTurn?> FindTurnAsync(string sessionId, string turnId, CancellationToken cancellationToken) => throw Unasked();

    public ValueTask<ImmutableArray<TurnEvent>> ReadEventsAsync(
        string turnId, long afterId, int limit, CancellationToken cancellationToken) => throw Unasked();

    public ValueTask<ImmutableArray<NotedCall>> ReadCallsAsync(Session session, StoredTurn turn, CancellationToken cancellationToken) =>
        throw Unasked();

    public ValueTask<ImmutableArray<SessionMessage>> ListMessagesAsync(
        string sessionId, long afterSeq, int limit, CancellationToken cancellationToken) => throw Unasked();

    public ValueTask<ImmutableArray<PromptMessage>> ListForPromptAsync(string sessionId, int limit, CancellationToken cancellationToken) => throw Unasked();

    public ValueTask<ImmutableArray<SessionMessage>> ListLastMessagesAsync(
        string sessionId, int limit, long? beforeSeq, CancellationToken cancellationToken) => throw Unasked();

    public ValueTask<SessionMessage?> FindMessageAsync(string sessionId, string messageId, CancellationToken cancellationToken) =>
        throw Unasked();

    public ValueTask<Outcome<SessionMessage>> AppendMessageAsync(
        string sessionId, SessionMessage message, CancellationToken cancellationToken) => throw Unasked();

    public ValueTask<Outcome<Page<Session>>> ListAsync(
        string userId, string? agentId, string? query, PageRequest page, CancellationToken cancellationToken) => throw Unasked();

    public ValueTask<Outcome<StoredSession>> RenameAsync(
        string sessionId, string title, long revision, DateTimeOffset now, CancellationToken cancellationToken) => throw Unasked();

    public ValueTask<bool> DeleteAsync(string sessionId, DateTimeOffset now, CancellationToken cancellationToken) => throw Unasked();

    public ValueTask<int> PurgeDeletedAsync(int limit, CancellationToken cancellationToken) => throw Unasked();

    public ValueTask<ImmutableArray<TurnKey>> ListUnfinishedTurnsAsync(string? afterTurnId, int limit, CancellationToken cancellationToken) => throw Unasked();

    public ValueTask<ImmutableArray<StoredTurn>> ListQueuedTurnsAsync(string sessionId, CancellationToken cancellationToken) =>
        throw Unasked();

    public ValueTask<ImmutableArray<TurnKey>> ListUnfinishedTurnsOfAgentAsync(
        string agentId, int limit, CancellationToken cancellationToken) => throw Unasked();

    public ValueTask<StoredTurn?> FindContinuationAsync(string sessionId, string turnId, CancellationToken cancellationToken) =>
        throw Unasked();

    public ValueTask<ImmutableArray<AttachedImage>> ListAttachmentsAsync(string sessionId, CancellationToken cancellationToken) =>
        throw Unasked();

    public ValueTask<AttachedImage?> FindAttachmentAsync(
        string sessionId, string attachmentId, CancellationToken cancellationToken) => throw Unasked();

    public ValueTask<ImmutableHashSet<string>> FindReferencedBlobsAsync(
        IReadOnlyList<string> blobNames, CancellationToken cancellationToken) => throw Unasked();

    private static NotSupportedException Unasked() => new("Only events are stored here.");
}
