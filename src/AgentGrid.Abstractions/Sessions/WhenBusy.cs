namespace AgentGrid.Sessions;

/// <summary>What happens to a message that arrives while a turn runs.</summary>
public enum WhenBusy
{
    /// <summary>It is refused with <c>turn_in_progress</c>.</summary>
    Reject,

    /// <summary>It waits until the running turn has ended.</summary>
    Queue,

    /// <summary>It stops the running turn first.</summary>
    Interrupt,
}
