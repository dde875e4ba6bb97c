using System.Runtime.ExceptionServices;
using System.Threading.Tasks.Sources;
using Orleans.Embedded.Runtime;

namespace Orleans.Embedded.Invocation;

/// <summary>A call of which the answer is a value task, with the request itself as its source.</summary>
public abstract class ValueTaskRequestBase<T> : GrainRequest<T>
{
    private static readonly Action<object?> Done = static _ => { };

    private Action<object?>? _continuation;
    private object? _state;
    private object? _scheduler;
    private ExecutionContext? _flow;

    private protected ValueTaskRequestBase(int ordinal)
        : base(ordinal)
    {
    }

    /// <summary>State of the answer.</summary>
    public ValueTaskSourceStatus GetStatus(short token) =>
        !IsAnswered ? ValueTaskSourceStatus.Pending
        : Failure switch
        {
            null => ValueTaskSourceStatus.Succeeded,
            OperationCanceledException => ValueTaskSourceStatus.Canceled,
            _ => ValueTaskSourceStatus.Faulted,
        };

    /// <summary>Registers the caller's continuation.</summary>
    public void OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags)
    {
        if (flags.HasFlag(ValueTaskSourceOnCompletedFlags.FlowExecutionContext))
        {
            _flow = ExecutionContext.Capture();
        }

        if (flags.HasFlag(ValueTaskSourceOnCompletedFlags.UseSchedulingContext))
        {
            _scheduler = CurrentScheduler();
        }

        _state = state;
        var previous = Interlocked.CompareExchange(ref _continuation, continuation, null);
        if (previous is null)
        {
            return;
        }

        if (!ReferenceEquals(previous, Done))
        {
            throw new InvalidOperationException("The value task of a grain call may be awaited once.");
        }

        // The answer came first.
        Resume(continuation, early: true);
    }

    private protected T Take()
    {
        if (!IsAnswered)
        {
            throw new InvalidOperationException("The value task of a grain call may not be blocked on; await it.");
        }

        if (Failure is { } error)
        {
            ExceptionDispatchInfo.Throw(error);
        }

        return Result;
    }

    private protected override void Publish(bool early)
    {
        MarkAnswered();
        if (Interlocked.CompareExchange(ref _continuation, Done, null) is { } continuation)
        {
            Resume(continuation, early);
        }
    }

    private protected override void RunContinuation() => Run(_continuation!);

    private static object? CurrentScheduler()
    {
        if (SynchronizationContext.Current is { } context && context.GetType() != typeof(SynchronizationContext))
        {
            return context;
        }

        var scheduler = TaskScheduler.Current;
        return scheduler == TaskScheduler.Default ? null : scheduler;
    }

    /// <param name="continuation">What waits.</param>
    /// <param name="early">Whether this request may still be in a queue, and so must not be put into another.</param>
    private void Resume(Action<object?> continuation, bool early)
    {
        switch (_scheduler)
        {
            case Activation activation when !early:
                activation.Post(this, atRoot: true);
                break;
            case Activation activation:
                activation.Post(new TurnAction(continuation, _state));
                break;
            case SynchronizationContext context:
                context.Post(static pair => { var (self, run) = ((ValueTaskRequestBase<T>, Action<object?>))pair!; self.Run(run); }, (this, continuation));
                break;
            case TaskScheduler scheduler:
                _ = Task.Factory.StartNew(continuation, _state, default, TaskCreationOptions.DenyChildAttach, scheduler);
                break;
            case null when early:
                ThreadPool.UnsafeQueueUserWorkItem(continuation!, _state, preferLocal: true);
                break;
            default:
                TurnThread.ContinueAfterTurn(this);
                break;
        }
    }

    private void Run(Action<object?> continuation)
    {
        if (_flow is { } flow)
        {
            ExecutionContext.Run(flow, static pair => { var (run, state) = ((Action<object?>, object?))pair!; run(state); }, (continuation, _state));
        }
        else
        {
            continuation(_state);
        }
    }
}
