namespace AgentGrid.Storage.Sessions;

/// <summary>Where a turn stands.</summary>
public enum TurnStatus
{
    /// <summary>Waits for the running turn of its session; its message is kept with it.</summary>
    Queued,

    Running,

    Complete,

    Interrupted,

    Failed,

    Cancelled,
}
