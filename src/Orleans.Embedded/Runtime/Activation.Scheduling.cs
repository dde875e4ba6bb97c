namespace Orleans.Embedded.Runtime;

internal sealed partial class Activation
{
    // A turn gives its thread back after this many pieces of work, so that one busy grain does not hold it for ever.
    private const int WorkPerDrain = 64;

    private static readonly Action<object?> RunTurnTask = static state => ((Activation)state!).RunReady();

    private TurnQueue _ready;
    private bool _busy;
    private object? _next;
    private int _budget;

    /// <summary>Runs something in a turn, whatever requests are running.</summary>
    /// <param name="item">A task, a request that may go on, or <see cref="ITurnWork"/>.</param>
    /// <param name="atRoot">Whether no application code is left to run on this thread before it is out of its turn.</param>
    public void Post(object item, bool atRoot = false)
    {
        lock (_gate)
        {
            _ready.Enqueue(item);
            if (_busy)
            {
                return;
            }

            _busy = true;
        }

        if (atRoot)
        {
            TurnThread.ContinueAfterTurn(this);
        }
        else
        {
            Schedule();
        }
    }

    void IThreadPoolWorkItem.Execute()
    {
        var thread = TurnThread.Get();
        var outermost = thread.BeginDrain();
        Drain(thread);
        thread.EndDrain(outermost);
    }

    protected override void QueueTask(Task task) => Post(task);

    protected override bool TryExecuteTaskInline(Task task, bool taskWasPreviouslyQueued)
    {
        if (TurnThread.Current is not { } thread)
        {
            return false;
        }

        if (ReferenceEquals(thread.Entering, this))
        {
            thread.Entering = null;
            return TryExecuteTask(task);
        }

        return !taskWasPreviouslyQueued && ReferenceEquals(thread.Activation, this) && TryExecuteTask(task);
    }

    protected override IEnumerable<Task> GetScheduledTasks()
    {
        lock (_gate)
        {
            return _ready.Tasks();
        }
    }

    private void Schedule() => ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: true);

    /// <summary>Under the gate: adds ready work. True when the caller must schedule the activation.</summary>
    private bool AddReady(object item)
    {
        _ready.Enqueue(item);
        if (_busy)
        {
            return false;
        }

        _busy = true;
        return true;
    }

    private void Drain(TurnThread thread)
    {
        var outer = thread.Activation;
        thread.Activation = this;
        _budget = WorkPerDrain;
        while (TakeReady() is { } item)
        {
            thread.FlushAfterTurn();
            if (item is Task task)
            {
                TryExecuteTask(task);
            }
            else
            {
                RunAsTask(thread, item);
                break;
            }
        }

        thread.Activation = outer;
    }

    /// <summary>Runs an item, and what else is ready, inside a task of this scheduler, so that awaits resume on it.</summary>
    private void RunAsTask(TurnThread thread, object item)
    {
        _next = item;
        thread.Entering = this;
        new Task(RunTurnTask, this).RunSynchronously(this);
    }

    private void RunReady()
    {
        var thread = TurnThread.Current!;
        var item = _next;
        _next = null;
        while (item is not null)
        {
            Run(item);
            item = TakeReady();
            if (item is not null)
            {
                thread.FlushAfterTurn();
            }
        }
    }

    /// <summary>The next ready item; null when there is none, or when it is another thread's turn to go on.</summary>
    private object? TakeReady()
    {
        lock (_gate)
        {
            if (_ready.Count == 0)
            {
                _busy = false;
                return null;
            }

            if (_budget-- > 0)
            {
                return _ready.Dequeue();
            }
        }

        ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
        return null;
    }
}
