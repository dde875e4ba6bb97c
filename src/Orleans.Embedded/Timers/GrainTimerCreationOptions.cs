using System.Diagnostics.CodeAnalysis;

namespace Orleans.Runtime;

/// <summary>How a grain timer ticks.</summary>
public readonly struct GrainTimerCreationOptions
{
    /// <summary>To be filled by an initializer.</summary>
    public GrainTimerCreationOptions()
    {
    }

    /// <summary>A timer with this due time and period.</summary>
    [SetsRequiredMembers]
    public GrainTimerCreationOptions(TimeSpan dueTime, TimeSpan period)
    {
        DueTime = dueTime;
        Period = period;
    }

    /// <summary>Time to the first tick; <see cref="Timeout.InfiniteTimeSpan"/> for never.</summary>
    public required TimeSpan DueTime { get; init; }

    /// <summary>Time from the end of a tick to the next; <see cref="Timeout.InfiniteTimeSpan"/> for one tick only.</summary>
    public required TimeSpan Period { get; init; }

    /// <summary>Whether ticks may run while a request awaits. False by default: a tick is a turn like a request.</summary>
    public bool Interleave { get; init; }

    /// <summary>Whether ticks count as use and so keep the activation awake. False by default.</summary>
    public bool KeepAlive { get; init; }
}
