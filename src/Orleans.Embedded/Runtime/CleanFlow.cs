namespace Orleans.Embedded.Runtime;

/// <summary>Turns run without the ambient values of whoever happened to start them: only the request context crosses a call.</summary>
internal static class CleanFlow
{
    private static readonly ExecutionContext Default = CaptureDefault();

    /// <summary>Leaves the caller's flow. Returns what to restore; null when there is nothing.</summary>
    public static ExecutionContext? Enter(out SynchronizationContext? context)
    {
        context = SynchronizationContext.Current;
        if (context is not null)
        {
            SynchronizationContext.SetSynchronizationContext(null);
        }

        var flow = ExecutionContext.Capture();
        if (flow is null || ReferenceEquals(flow, Default))
        {
            return null;
        }

        ExecutionContext.Restore(Default);
        return flow;
    }

    public static void Leave(ExecutionContext? flow, SynchronizationContext? context)
    {
        if (flow is not null)
        {
            ExecutionContext.Restore(flow);
        }

        if (context is not null)
        {
            SynchronizationContext.SetSynchronizationContext(context);
        }
    }

    /// <summary>Drops what the last piece of work left behind.</summary>
    public static void Ensure()
    {
        if (ExecutionContext.Capture() is { } flow && !ReferenceEquals(flow, Default))
        {
            ExecutionContext.Restore(Default);
        }
    }

    private static ExecutionContext CaptureDefault()
    {
        ExecutionContext? captured = null;
        var thread = new Thread(() => captured = ExecutionContext.Capture());
        thread.UnsafeStart();
        thread.Join();
        return captured!;
    }
}
