using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using AgentGrid.Agents;
using AgentGrid.Core.Identifiers;
using AgentGrid.Core.Llm.Metering;
using AgentGrid.Core.Llm.Routing;
using AgentGrid.Core.Sessions;
using AgentGrid.Core.Sessions.Images;
using AgentGrid.Core.Sessions.Titles;
using AgentGrid.Naming;
using AgentGrid.Sessions;
using AgentGrid.Sessions.Events;
using AgentGrid.Storage.Sessions;
using AgentGrid.Users;
using Microsoft.Extensions.Logging;

namespace AgentGrid.Grains.Sessions;

/// <summary>
/// The single writer of one session. A message is durable before it is accepted; the answer then runs beside the
/// grain, on the thread pool, so that stopping and watching are never held up by it.
/// </summary>
[SuppressMessage("Design", "CA1001", Justification = "A running turn disposes of what it owns when it ends.")]
internal sealed partial class SessionGrain(
    ISessionStore store,
    TurnRunner runner,
    TurnImages images,
    ISessionTitler titler,
    ILostCalls lostCalls,
    IProviderRegistry models,
    IIdGenerator ids,
    TimeProvider clock,
    ILogger<SessionGrain> logger) : Grain, ISessionGrain
{
    private const int LongestQueue = 16;
    private const int EventsAPage = 1_000;
    private static readonly TimeSpan LongestTurn = TimeSpan.FromHours(1);
    private static readonly TimeSpan LongestStop = TimeSpan.FromSeconds(20);

    private readonly Dictionary<string, TurnFeed> _feeds = new(StringComparer.Ordinal);
    private RunningTurn? _running;

    // The last attempt to begin the next queued turn; and whether a message is taking the running turn's place, so that none begins.
    private Task _goingOn = Task.CompletedTask;
    private bool _interrupting;

    // The activation found no such session and nothing was begun since; only this grain could have made it.
    private bool _unborn;

    private string Id => this.GetPrimaryKeyString();

    public override async Task OnActivateAsync(CancellationToken cancellationToken) => _unborn = !await CloseInterruptedAsync();

    public override async Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        if (_running is { } running)
        {
            running.Interrupt();
            await Task.WhenAny(running.Ended, Task.Delay(LongestStop, clock, cancellationToken));
        }
    }

    public async Task<Outcome<TurnStarted>> StartTurnAsync(Caller caller, StartTurn command)
    {
        var acceptedAt = clock.GetTimestamp();
        if (StartTurnRules.CheckMessage(command.Message) is { } broken)
        {
            return broken;
        }

        var session = _unborn ? null : await store.FindAsync(Id);
        if (session is null ? !command.NewSession : session.Session.UserId != caller.UserId)
        {
            return SessionFailures.NotFound(Id);
        }

        if (session is not null && session.Session.AgentId != command.AgentId)
        {
            return SessionFailures.OtherAgent(command.AgentId);
        }

        if (session is not null && !command.NewSession && command.Version is { } wanted && wanted != session.Session.AgentVersion)
        {
            return SessionFailures.OtherVersion(session.Session.AgentVersion);
        }

        var pinned = await Agent(command.AgentId).PinAsync(caller, session?.Session.AgentVersion ?? command.Version);
        if (!pinned.TryGet(out var agent, out var failure))
        {
            return failure;
        }

        if (session is null && StartTurnRules.CheckInputs(agent.Config.Inputs, command.Inputs) is { } wrongInput)
        {
            return wrongInput;
        }

        if (!command.Images.IsEmpty && ImageRules.Check(models.Current, agent.Config) is { } blind)
        {
            return blind;
        }

        if (command.WhenBusy == WhenBusy.Queue && _feeds.Count > LongestQueue && !_feeds.ContainsKey(command.TurnId))
        {
            return SessionFailures.QueueFull(LongestQueue);
        }

        return command.WhenBusy == WhenBusy.Interrupt && await store.FindTurnAsync(Id, command.TurnId) is null
            ? await InsteadOfRunningAsync(() => BeginAsync(NewTurn(), agent, caller, session?.Inputs ?? command.Inputs, acceptedAt))
            : await BeginAsync(NewTurn(), agent, caller, session?.Inputs ?? command.Inputs, acceptedAt);

        NewTurn NewTurn() => new(
            Id,
            command.TurnId,
            command.RequestHash,
            command.Message,
            ids.NewId(IdPrefixes.Message),
            agent.Version,
            ModelOf(agent),
            [StartedEvent(command.TurnId, agent)],
            clock.GetUtcNow(),
            session is null
                ? new NewSession(agent.AgentId, agent.Version, caller.UserId, SessionTitle.From(command.Message), command.Inputs)
                : null,
            Queue: command.WhenBusy == WhenBusy.Queue)
        {
            Images = command.Images,
        };
    }

    public async Task<Outcome<TurnStarted>> ContinueTurnAsync(Caller caller, string turnId, string newTurnId)
    {
        var acceptedAt = clock.GetTimestamp();
        if (!(await OpenAsync(caller)).TryGet(out var session, out var failure))
        {
            return failure;
        }

        var interrupted = await store.FindTurnAsync(Id, turnId);
        if (interrupted is null)
        {
            return SessionFailures.TurnNotFound(turnId);
        }

        if (interrupted.Status != TurnStatus.Interrupted)
        {
            return SessionFailures.NotContinuable(turnId);
        }

        if (await store.FindContinuationAsync(Id, turnId) is { } continuation && continuation.Id != newTurnId)
        {
            return SessionFailures.ContinuedAlready(turnId, continuation.Id);
        }

        if (!(await Agent(session.Session.AgentId).PinAsync(caller, interrupted.AgentVersion)).TryGet(out var agent, out failure))
        {
            return failure;
        }

        var turn = new NewTurn(
            Id,
            newTurnId,
            RequestHash: turnId,
            interrupted.Message,
            UserMessageId: null,
            agent.Version,
            ModelOf(agent),
            [StartedEvent(newTurnId, agent)],
            clock.GetUtcNow(),
            ContinuesTurnId: turnId);
        return await BeginAsync(turn, agent, caller, session.Inputs, acceptedAt);
    }

    public async Task<Outcome<TurnStarted>> OpenTurnAsync(Caller caller, string turnId)
    {
        if (!(await OpenAsync(caller)).TryGet(out _, out var failure))
        {
            return failure;
        }

        return await store.FindTurnAsync(Id, turnId) is { } turn ? Started(turn) : SessionFailures.TurnNotFound(turnId);
    }

    public async IAsyncEnumerable<TurnEvent> WatchTurnAsync(
        string turnId, long afterId, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var feed = _feeds.GetValueOrDefault(turnId);
        using var cancelled = cancellationToken.UnsafeRegister(static feed => (feed as TurnFeed)?.Wake(), feed);
        while (true)
        {
            // The signal is taken before reading and before the token is looked at, so that neither is slept through.
            var changed = feed?.Changed;
            cancellationToken.ThrowIfCancellationRequested();
            var closed = feed is null || feed.Closed;
            var events = feed?.After(afterId) ?? await store.ReadEventsAsync(turnId, afterId, EventsAPage, cancellationToken);
            foreach (var turnEvent in events)
            {
                yield return turnEvent;
                afterId = turnEvent.Id;
                if (TurnEventNames.IsTerminal(turnEvent.Name))
                {
                    yield break;
                }
            }

            if (events.Count == 0)
            {
                if (closed)
                {
                    yield break;
                }

                await changed!;
            }
        }
    }

    public async Task<Outcome<Done>> CancelTurnAsync(Caller caller, string turnId)
    {
        if (!(await OpenAsync(caller)).TryGet(out _, out var failure))
        {
            return failure;
        }

        if (_running is { } running && running.Turn.Id == turnId)
        {
            running.Cancel();
            await Task.WhenAny(running.Ended, Task.Delay(LongestStop, clock));
            return default(Done);
        }

        return await store.FindTurnAsync(Id, turnId) switch
        {
            null => SessionFailures.TurnNotFound(turnId),
            { Status: TurnStatus.Queued } queued => await CancelQueuedAsync(queued),
            _ => SessionFailures.TurnNotRunning(turnId),
        };
    }

    public async Task<Outcome<Session>> GetAsync(Caller caller) =>
        (await OpenAsync(caller)).TryGet(out var session, out var failure) ? session.Session : failure;

    public async Task<Outcome<Page<SessionMessage>>> ListMessagesAsync(Caller caller, long afterSeq, int limit)
    {
        if (!(await OpenAsync(caller)).TryGet(out _, out var failure))
        {
            return failure;
        }

        var messages = await store.ListMessagesAsync(Id, afterSeq, limit + 1);
        return messages.Length <= limit
            ? new Page<SessionMessage>(messages)
            : new Page<SessionMessage>(messages[..limit], MessageCursor.Of(messages[limit - 1].Seq));
    }

    public async Task<Outcome<Session>> RenameAsync(Caller caller, string title)
    {
        if (!(await OpenAsync(caller)).TryGet(out var session, out var failure))
        {
            return failure;
        }

        return (await store.RenameAsync(Id, title, session.Revision, clock.GetUtcNow())).TryGet(out var renamed, out failure)
            ? renamed.Session
            : failure;
    }

    public async Task<Outcome<Done>> DeleteAsync(Caller caller)
    {
        if (!(await OpenAsync(caller)).TryGet(out _, out var failure))
        {
            return failure;
        }

        await PurgeAsync();
        return default(Done);
    }

    public async Task PurgeAsync()
    {
        foreach (var queued in await store.ListQueuedTurnsAsync(Id))
        {
            await CancelQueuedAsync(queued);
        }

        if (_running is { } running)
        {
            running.Cancel();
            await running.Ended;
        }

        await images.DeleteAsync(Id);
        await store.DeleteAsync(Id);
        LogDeleted(logger, Id);
        DeactivateOnIdle();
    }

    private IAgentGrain Agent(string agentId) => GrainFactory.GetGrain<IAgentGrain>(agentId);

    private async ValueTask<Outcome<StoredSession>> OpenAsync(Caller caller) =>
        await store.FindAsync(Id) is { } session && session.Session.UserId == caller.UserId
            ? session
            : SessionFailures.NotFound(Id);

    private TurnEvent StartedEvent(string turnId, PinnedAgent agent) =>
        TurnEventCodec.Encode(1, new TurnStartedData(Id, turnId, agent.Version, ModelOf(agent)));

    /// <summary>The model that an alias means now; the answer's message says which one wrote it in the end.</summary>
    private string ModelOf(PinnedAgent agent) =>
        models.Current.Resolve(agent.Config.Model).TryGet(out var model, out _) ? model.Name.ToString() : agent.Config.Model;

    private TurnStarted Started(StoredTurn turn) => new(Id, turn.Id, turn.AgentVersion, turn.Model);
}
