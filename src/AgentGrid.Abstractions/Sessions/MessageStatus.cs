namespace AgentGrid.Sessions;

/// <summary>How a message ended.</summary>
public enum MessageStatus
{
    /// <summary>Whole.</summary>
    Complete,

    /// <summary>Cut off by a crash or a broken stream; may be continued.</summary>
    Interrupted,

    /// <summary>Ended by an error.</summary>
    Failed,

    /// <summary>Stopped by its user.</summary>
    Cancelled,
}
