using System.Diagnostics.CodeAnalysis;
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

    // What times are stored in.
    private static readonly TimeSpan AcceptanceStep = TimeSpan.FromMilliseconds(1);
    private static readonly TimeSpan LongestTurn = TimeSpan.FromHours(1);
    private static readonly TimeSpan LongestStop = TimeSpan.FromSeconds(20);

    // Of every turn that runs or waits, and of one that broke until it is closed.
    private readonly Dictionary<string, TurnFeed> _feeds = new(StringComparer.Ordinal);
    private readonly HashSet<string> _waiting = new(StringComparer.Ordinal);
    private RunningTurn? _running;
    private DateTimeOffset _lastAccepted;

    // The activation found no such session and nothing was begun since; only this grain could have made it.
    private bool _unborn;

    // From here on nothing begins: what waits is for the next activation.
    private bool _stopping;

    private string Id => this.GetPrimaryKeyString();

    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        if (await CloseOpenAsync() is null)
        {
            _unborn = true;
            return;
        }

        foreach (var queued in await store.ListQueuedTurnsAsync(Id, cancellationToken))
        {
            Expect(queued);
        }

        GoOnIfIdle();
    }

    public override async Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        _stopping = true;
        if (_running is { } running)
        {
            running.Interrupt();
            await Task.WhenAny(running.Ended, Task.Delay(LongestStop, clock, cancellationToken));
        }

        foreach (var feed in _feeds.Values)
        {
            feed.Close();
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

        var inputs = session?.Inputs ?? command.Inputs;
        if (!command.Images.IsEmpty && ImageRules.Check(models.Current, agent.Config) is { } blind)
        {
            return blind;
        }

        return await AloneAsync(async () =>
        {
            if (command.WhenBusy != WhenBusy.Reject && await store.FindTurnAsync(Id, command.TurnId) is null)
            {
                if (command.WhenBusy == WhenBusy.Queue && _waiting.Count >= LongestQueue)
                {
                    return SessionFailures.QueueFull(LongestQueue);
                }

                if (command.WhenBusy == WhenBusy.Interrupt)
                {
                    await StopRunningAsync();
                    return await BeginAsync(NewTurn(), agent, caller, inputs, acceptedAt, ahead: true);
                }
            }

            await CloseIfLostAsync(session);
            return await BeginAsync(NewTurn(), agent, caller, inputs, acceptedAt);
        });

        NewTurn NewTurn() => new(
            Id,
            command.TurnId,
            command.RequestHash,
            command.Message,
            ids.NewId(IdPrefixes.Message),
            agent.Version,
            ModelOf(agent),
            [StartedEvent(command.TurnId, agent)],
            AcceptedNow(),
            session is null
                ? new NewSession(agent.AgentId, agent.Version, caller.UserId, SessionTitle.From(command.Message), command.Inputs)
                : null,
            Queue: command.WhenBusy == WhenBusy.Queue)
        {
            Images = command.Images,
        };
    }

    public async Task<Outcome<Session>> GetAsync(Caller caller)
    {
        if (!(await OpenAsync(caller)).TryGet(out var session, out var failure))
        {
            return failure;
        }

        var queued = _waiting.Count == 0 ? [] : await store.ListQueuedTurnsAsync(Id);
        return session.Session with
        {
            QueuedTurns = [.. queued.Select(turn => new QueuedTurn(turn.Id, turn.Message, turn.StartedAt))],
        };
    }

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

    private IAgentGrain Agent(string agentId) => GrainFactory.GetGrain<IAgentGrain>(agentId);

    /// <summary>The caller's session, and no turn active in it that nobody runs.</summary>
    private async ValueTask<Outcome<StoredSession>> OpenAsync(Caller caller)
    {
        var session = await store.FindAsync(Id);
        if (session is not null && session.Session.UserId == caller.UserId && session.Session.ActiveTurnId is not null && _running is null)
        {
            session = await AloneAsync(async () =>
            {
                await CloseIfLostAsync(session);
                return await store.FindAsync(Id);
            });
        }

        return session is not null && session.Session.UserId == caller.UserId ? session : SessionFailures.NotFound(Id);
    }

    private TurnEvent StartedEvent(string turnId, PinnedAgent agent) =>
        TurnEventCodec.Encode(1, new TurnStartedData(Id, turnId, agent.Version, ModelOf(agent)));

    /// <summary>The model that an alias means now; the answer's message says which one wrote it in the end.</summary>
    private string ModelOf(PinnedAgent agent) =>
        models.Current.Resolve(agent.Config.Model).TryGet(out var model, out _) ? model.Name.ToString() : agent.Config.Model;

    /// <summary>Later than of every other turn: they are begun in the order of their times.</summary>
    private DateTimeOffset AcceptedNow()
    {
        var now = clock.GetUtcNow();
        return _lastAccepted = now - _lastAccepted < AcceptanceStep ? _lastAccepted + AcceptanceStep : now;
    }

    private TurnStarted Started(StoredTurn turn) => new(Id, turn.Id, turn.AgentVersion, turn.Model);
}
