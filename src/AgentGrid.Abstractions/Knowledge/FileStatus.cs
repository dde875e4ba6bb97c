namespace AgentGrid.Knowledge;

/// <summary>Where a file is as its user sees it.</summary>
public enum FileStatus
{
    /// <summary>Accepted, waiting for a worker.</summary>
    Queued,

    /// <summary>A worker is at it.</summary>
    Processing,

    /// <summary>Searchable.</summary>
    Ready,

    /// <summary>Ended with a cause; may be retried.</summary>
    Failed,

    /// <summary>Stopped by its user.</summary>
    Cancelled,

    /// <summary>Being removed.</summary>
    Deleting,
}
