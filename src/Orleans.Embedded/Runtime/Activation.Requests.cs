using System.Diagnostics;
using Orleans.Embedded.Invocation;
using Orleans.Runtime;

namespace Orleans.Embedded.Runtime;

internal sealed partial class Activation
{
    private RequestQueue _waiting;
    private int _running;

    // Of those that run, the ones that others wait for: who may interleave with everything holds up nobody either.
    private int _blocking;
    private int _blockingReadOnly;
    private bool _anyMayInterleave;
    private long _lastUsed;

    /// <summary>How much work this activation has; read without the gate by the choice among stateless workers.</summary>
    public int Load => _waiting.Count + _running;

    /// <summary>Takes a request. False when the activation is gone: the caller looks for the next one.</summary>
    public bool Deliver(GrainRequest request)
    {
        bool schedule;
        lock (_gate)
        {
            if (_status == ActivationStatus.Dead)
            {
                return false;
            }

            schedule = Accept(request);
        }

        if (schedule)
        {
            Schedule();
        }

        return true;
    }

    /// <summary>The same, but only when the activation has nothing else to do.</summary>
    public bool DeliverIfIdle(GrainRequest request)
    {
        bool schedule;
        lock (_gate)
        {
            if (_status == ActivationStatus.Dead || _leaving || _running > 0 || _waiting.Count > 0)
            {
                return false;
            }

            schedule = Accept(request);
        }

        if (schedule)
        {
            Schedule();
        }

        return true;
    }

    /// <summary>
    /// Runs the synchronous part of a request on the caller's thread, as a turn of its own. False when the activation has
    /// anything else to do.
    /// </summary>
    public bool TryRunInline(GrainRequest request, TurnThread thread)
    {
        lock (_gate)
        {
            if (_busy || _leaving || _status != ActivationStatus.Active || !MayStart(request))
            {
                return false;
            }

            _busy = true;
            Admit(request);
        }

        request.Target = this;
        var flow = CleanFlow.Enter(out var context);
        var outer = thread.Activation;
        thread.Activation = this;
        thread.EnterInline();
        _budget = 0;
        RunAsTask(thread, request);
        thread.LeaveInline();
        thread.Activation = outer;
        CleanFlow.Leave(flow, context);
        return true;
    }

    private bool Accept(GrainRequest request)
    {
        request.Target = this;
        if (_status == ActivationStatus.Active && !_leaving && MayStart(request))
        {
            Admit(request);
            return AddReady(request);
        }

        _waiting.Enqueue(request);
        _anyMayInterleave |= Kind.IsReentrant || request.Method.AlwaysInterleaves;
        if (_status != ActivationStatus.New)
        {
            return false;
        }

        _status = ActivationStatus.Activating;
        return AddReady(ActivateSignal);
    }

    private bool MayStart(GrainRequest request) =>
        _blocking == 0
        || Kind.IsReentrant
        || request.Method.AlwaysInterleaves
        || (request.Method.IsReadOnly && _blocking == _blockingReadOnly);

    private void Admit(GrainRequest request) => CountRunning(request, 1);

    private void CountRunning(GrainRequest request, int change)
    {
        _running += change;
        if (!request.Method.AlwaysInterleaves)
        {
            _blocking += change;
            _blockingReadOnly += request.Method.IsReadOnly ? change : 0;
        }
    }

    /// <summary>Under the gate: starts what may start of the requests that wait.</summary>
    private bool AdmitWaiting()
    {
        var schedule = false;
        var rest = _waiting.TakeAll();
        while (rest.Dequeue() is { } request)
        {
            if (!MayStart(request))
            {
                _waiting.Enqueue(request);
                continue;
            }

            Admit(request);
            schedule |= AddReady(request);
            if (_blocking != _blockingReadOnly && !_anyMayInterleave)
            {
                // A writer runs now and nobody behind it interleaves.
                _waiting.Append(rest);
                return schedule;
            }
        }

        _anyMayInterleave = false;
        return schedule;
    }

    private void Run(object item)
    {
        try
        {
            RunUnguarded(item);
        }
        catch (Exception error)
        {
            // Requests carry their own failures; whatever else fails must not stop the grain's turns.
            Kind.Runtime.Log.TurnFailed(error, GrainId);
        }

        CleanFlow.Ensure();
    }

    private void RunUnguarded(object item)
    {
        switch (item)
        {
            case Task task:
                TryExecuteTask(task);
                break;
            case GrainRequest { Phase: RequestPhase.Beginning } request:
                Begin(request);
                break;
            case GrainRequest { Phase: RequestPhase.Finishing } request:
                request.CollectResult();
                Finish(request, inline: false, Stopwatch.GetTimestamp());
                break;
            case GrainRequest request:
                request.RunContinuationInTurn();
                break;
            case ITurnWork work:
                work.Run();
                break;
            default:
                RunLifecycle(item);
                break;
        }
    }

    private void Begin(GrainRequest request)
    {
        if (request.WasAbandoned)
        {
            Finish(request, inline: false, Stopwatch.GetTimestamp());
            return;
        }

        var inline = !request.IsQueued;
        if (request.Context is { } context)
        {
            RequestContext.Current = context;
        }

        var filters = Kind.Runtime.Filters;
        var started = inline ? request.Issued : Stopwatch.GetTimestamp();
        var done = filters.Length == 0 || !request.IsFiltered
            ? request.Start(GrainInstance!)
            : FilteredCall.Start(request, this, filters);
        var ended = Stopwatch.GetTimestamp();
        request.Method.Inline.Observe(ended - started);
        if (done)
        {
            Finish(request, inline, ended);
        }
        else if (inline)
        {
            request.Watch();
        }
    }

    /// <summary>A request is done: makes room for the next ones, then answers.</summary>
    private void Finish(GrainRequest request, bool inline, long now)
    {
        bool schedule;
        if (request.IsUse)
        {
            _lastUsed = Kind.Runtime.IsSystemTime ? now : Kind.Runtime.Time.GetTimestamp();
        }

        lock (_gate)
        {
            CountRunning(request, -1);
            schedule = _leaving ? BeginLeaving() : _blocking == 0 && _waiting.Count > 0 && AdmitWaiting();
        }

        if (request is { Error: { } error, Method.IsOneWay: true })
        {
            Kind.Runtime.Log.OneWayFailed(error, request.Method.Method.Name, GrainId);
        }

        // This thread owns the turns, so nothing needs scheduling: what became ready runs next.
        Debug.Assert(!schedule, "a turn is running");
        if (inline)
        {
            request.AnswerInline(now);
        }
        else
        {
            request.Answer(now);
        }
    }
}
