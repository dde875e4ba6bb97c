namespace AgentGrid.Analytics;

/// <summary>How a provider call ended.</summary>
public enum UsageOutcome
{
    /// <summary>It answered.</summary>
    Succeeded,

    /// <summary>It failed.</summary>
    Failed,

    /// <summary>It was stopped.</summary>
    Cancelled,

    /// <summary>It was answered from the cache and cost nothing.</summary>
    Cached,
}
