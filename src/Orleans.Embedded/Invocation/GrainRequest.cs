using System.Diagnostics;
using System.Reflection;
using Orleans.Embedded.Runtime;
using Orleans.Runtime;
using Orleans.Serialization.Invocation;

namespace Orleans.Embedded.Invocation;

/// <summary>
/// One call on its way: from the caller, through the activation's queue, to the answer. Generated code derives one class
/// per interface method, which holds the arguments.
/// </summary>
public abstract class GrainRequest : IInvokable, IThreadPoolWorkItem
{
    private const int Waiting = 0;
    private const int Answering = 1;
    private const int Answered = 2;

    private int _answer;
    private CancellationTokenSource? _cancellation;
    private Exception? _abandonment;
    private CancellationTokenRegistration _callerCancelled;
    private Activation? _caller;

    private protected GrainRequest(int ordinal) => Ordinal = ordinal;

    /// <summary>The caller's token, when the method takes one.</summary>
    public CancellationToken CallerToken { get; init; }

    /// <summary>The token the method receives: cancelled, in a turn of the grain, when the caller cancels or gives up.</summary>
    protected CancellationToken CancellationToken => (_cancellation ??= MakeCancellation()).Token;

    internal int Ordinal { get; }

    internal MethodBinding Method { get; private set; } = null!;

    internal Activation? Target { get; set; }

    /// <summary>The grain that calls; null when the caller is not a grain.</summary>
    internal GrainId? SourceId => _caller?.GrainId;

    /// <summary>When the call was made, in Stopwatch ticks.</summary>
    internal long Issued { get; private set; }

    internal Dictionary<string, object>? Context { get; private set; }

    internal RequestPhase Phase { get; set; }

    /// <summary>What the method threw.</summary>
    internal Exception? Error { get; set; }

    /// <summary>What the caller sees: that it gave up, or what the method threw.</summary>
    internal Exception? Failure => _abandonment ?? Error;

    /// <summary>The filters' run, when there are filters.</summary>
    internal Task? Filtered { get; private set; }

    /// <summary>Whether the request went through the activation's queue, so that the caller may be on another thread.</summary>
    internal bool IsQueued { get; set; }

    /// <summary>Whether filters see it.</summary>
    internal virtual bool IsFiltered => true;

    /// <summary>Whether it means this one activation, and is pointless at the next.</summary>
    internal virtual bool IsBoundToActivation => false;

    /// <summary>Whether it keeps the activation awake.</summary>
    internal virtual bool IsUse => true;

    // Owned by the activation's waiting list.
    internal GrainRequest? Next { get; set; }

    // Owned by the deadlines' list.
    internal GrainRequest? Previous { get; set; }

    internal GrainRequest? Following { get; set; }

    internal long Deadline { get; set; }

    internal int Stripe { get; set; }

    internal bool IsWatched { get; set; }

    internal bool IsAnswered => Volatile.Read(ref _answer) == Answered;

    internal abstract object? BoxedResult { get; set; }

    /// <inheritdoc/>
    public abstract int GetArgumentCount();

    /// <inheritdoc/>
    public virtual object? GetArgument(int index) => throw new ArgumentOutOfRangeException(nameof(index));

    /// <inheritdoc/>
    public virtual void SetArgument(int index, object value) => throw new ArgumentOutOfRangeException(nameof(index));

    /// <inheritdoc/>
    public object? GetTarget() => Target?.GrainInstance;

    /// <inheritdoc/>
    public string GetMethodName() => Method.Method.Name;

    /// <inheritdoc/>
    public string GetInterfaceName() => GetInterfaceType().FullName!;

    /// <inheritdoc/>
    public MethodInfo GetMethod() => Method.Method.Info;

    /// <inheritdoc/>
    public Type GetInterfaceType() => Method.Method.InterfaceType;

    /// <inheritdoc/>
    public CancellationToken GetCancellationToken() => CallerToken;

    /// <summary>Runs a continuation that found no other place: never inside a turn.</summary>
    void IThreadPoolWorkItem.Execute() => RunContinuation();

    internal void Bind(MethodBinding method)
    {
        Method = method;
        Context = RequestContext.Current;
        _caller = TurnThread.Current?.Activation;
        Issued = Stopwatch.GetTimestamp();
    }

    /// <summary>Calls the method. True when it is done, with <see cref="Error"/> or the result set; else <see cref="OnCallCompleted"/> follows.</summary>
    internal abstract bool Start(object grain);

    /// <summary>Calls the method and completes when it has, as filters need it. Throws what the method throws.</summary>
    internal abstract Task StartForFilters(object grain);

    /// <summary>Waits for the filters' run. True when it is done already.</summary>
    internal bool StartFiltered(Task run)
    {
        Filtered = run;
        if (run.IsCompleted)
        {
            CollectResult();
            return true;
        }

        run.ConfigureAwait(ConfigureAwaitOptions.None).GetAwaiter().UnsafeOnCompleted(OnCallCompleted);
        return false;
    }

    /// <summary>Lets the caller's wait begin to count, and its cancellation arrive. Called before the request can be answered elsewhere.</summary>
    internal void Watch()
    {
        if (Method.IsOneWay)
        {
            return;
        }

        Method.Deadlines.Add(this);
        if (CallerToken.CanBeCanceled)
        {
            _callerCancelled = CallerToken.UnsafeRegister(
                static (self, token) => ((GrainRequest)self!).Abandon(new OperationCanceledException(token)), this);
        }
    }

    /// <summary>The grain's method is done: gives the answer to the caller, unless the caller has given up.</summary>
    /// <param name="now">In Stopwatch ticks.</param>
    internal void Answer(long now)
    {
        Measure(now);
        if (Interlocked.CompareExchange(ref _answer, Answering, Waiting) != Waiting)
        {
            Discard();
            return;
        }

        if (IsWatched)
        {
            Method.Deadlines.Remove(this);
        }

        _callerCancelled.Unregister();
        Phase = RequestPhase.Answered;
        Publish(early: false);
    }

    /// <summary>The same for a call that never left the caller's thread.</summary>
    internal void AnswerInline(long now)
    {
        Measure(now);
        _answer = Answered;
    }

    internal void TimeOut(TimeSpan limit) => Abandon(new TimeoutException(
        $"No answer from {Target} to {GetInterfaceType().Name}.{GetMethodName()} within {limit}. The request may still be running."));

    /// <summary>Fails the call before it ran.</summary>
    internal void Reject(Exception error)
    {
        Error = error;
        Answer(Stopwatch.GetTimestamp());
    }

    internal bool WasAbandoned => Volatile.Read(ref _answer) != Waiting;

    /// <summary>Hands the answer to whoever waits.</summary>
    /// <param name="early">Whether this request may still be in a queue, and so must not be put into another.</param>
    private protected abstract void Publish(bool early);

    private protected abstract void RunContinuation();

    internal void RunContinuationInTurn() => RunContinuation();

    private protected void MarkAnswered() => Interlocked.Exchange(ref _answer, Answered);

    /// <summary>The grain's method completed after it had awaited.</summary>
    private protected void OnCallCompleted()
    {
        Phase = RequestPhase.Finishing;
        Target!.Post(this);
    }

    /// <summary>Takes the result, or the failure, of a method that has completed.</summary>
    internal void CollectResult()
    {
        if (Filtered is null)
        {
            CollectCall();
            return;
        }

        try
        {
            Filtered.GetAwaiter().GetResult();
        }
        catch (Exception error)
        {
            // Whatever a filter or a grain throws is its caller's.
            Error = error;
        }
    }

    private protected abstract void CollectCall();

    /// <summary>The result came after the caller had given up.</summary>
    private protected virtual void Discard()
    {
    }

    private void Measure(long now) =>
        Method.Meter.Observe(now - Issued, Error is not null || WasAbandoned);

    /// <summary>The caller stops waiting. The request goes on, or is skipped if it has not begun, and sees its token cancelled.</summary>
    private void Abandon(Exception error)
    {
        if (Interlocked.CompareExchange(ref _answer, Answering, Waiting) != Waiting)
        {
            return;
        }

        Method.Deadlines.Remove(this);
        _callerCancelled.Unregister();
        _abandonment = error;
        Publish(early: true);
        if (_cancellation is not null || CallerToken.CanBeCanceled)
        {
            Target?.Post(new TurnAction(static state => ((GrainRequest)state!)._cancellation?.Cancel(), this));
        }
    }

    private CancellationTokenSource MakeCancellation()
    {
        var source = new CancellationTokenSource();
        if (WasAbandoned)
        {
            source.Cancel();
        }

        return source;
    }
}
