using System.Runtime.CompilerServices;

namespace Orleans.Embedded.Runtime;

/// <summary>What the engine knows of a thread that runs turns.</summary>
internal sealed class TurnThread
{
    private const int DeepestInline = 8;
    private const int LongestInlineStreak = 128;
    private const int LongestChain = 64;

    [ThreadStatic]
    private static TurnThread? _current;

    private IThreadPoolWorkItem? _afterTurn;
    private bool _draining;
    private int _inlineDepth;
    private int _inlineStreak;

    public static TurnThread? Current => _current;

    /// <summary>The activation of the innermost turn on this thread.</summary>
    public Activation? Activation { get; set; }

    /// <summary>The activation that is about to run its turn task here.</summary>
    public Activation? Entering { get; set; }

    public static TurnThread Get() => _current ??= new TurnThread();

    /// <summary>
    /// Runs a continuation as soon as this thread is out of the turn, or on the pool when this thread is in none.
    /// Only called where no application code is left to run in the turn, so that nothing can hold the continuation up.
    /// </summary>
    public static void ContinueAfterTurn(IThreadPoolWorkItem continuation)
    {
        if (_current is { _draining: true, _inlineDepth: 0, _afterTurn: null } thread)
        {
            thread._afterTurn = continuation;
        }
        else
        {
            ThreadPool.UnsafeQueueUserWorkItem(continuation, preferLocal: true);
        }
    }

    /// <summary>Whether a call may run on this thread now, inside whatever runs here.</summary>
    public bool MayInline()
    {
        if (_inlineDepth >= DeepestInline || !RuntimeHelpers.TryEnsureSufficientExecutionStack())
        {
            return false;
        }

        // A caller in a tight loop must leave its turn now and then, so that others get theirs.
        if (++_inlineStreak > LongestInlineStreak)
        {
            _inlineStreak = 0;
            return false;
        }

        return true;
    }

    public void EnterInline() => _inlineDepth++;

    public void LeaveInline() => _inlineDepth--;

    public bool BeginDrain()
    {
        var outermost = !_draining;
        _draining = true;
        return outermost;
    }

    /// <summary>Hands a waiting continuation to the pool, because this thread has another turn to run first.</summary>
    public void FlushAfterTurn()
    {
        if (_afterTurn is { } continuation)
        {
            _afterTurn = null;
            ThreadPool.UnsafeQueueUserWorkItem(continuation, preferLocal: true);
        }
    }

    public void EndDrain(bool outermost)
    {
        if (!outermost)
        {
            return;
        }

        for (var i = 0; _afterTurn is { } continuation; i++)
        {
            _afterTurn = null;
            if (i < LongestChain)
            {
                continuation.Execute();
            }
            else
            {
                ThreadPool.UnsafeQueueUserWorkItem(continuation, preferLocal: false);
            }
        }

        _draining = false;
    }
}
