namespace Orleans.Runtime;

/// <summary>Times of a reminder's tick, in UTC.</summary>
public readonly struct TickStatus
{
    /// <summary>A status.</summary>
    public TickStatus(DateTime firstTickTime, TimeSpan period, DateTime timeStamp)
    {
        FirstTickTime = firstTickTime;
        Period = period;
        CurrentTickTime = timeStamp;
    }

    /// <summary>When the reminder was first due.</summary>
    public DateTime FirstTickTime { get; }

    /// <summary>The reminder's period.</summary>
    public TimeSpan Period { get; }

    /// <summary>When this tick was sent.</summary>
    public DateTime CurrentTickTime { get; }

    /// <inheritdoc/>
    public override string ToString() => $"<{FirstTickTime:O}, {Period}, {CurrentTickTime:O}>";
}
