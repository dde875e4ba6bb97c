namespace AgentGrid.Storage.Idempotency;

/// <summary>What is known of an idempotency key.</summary>
public enum IdempotencyState
{
    /// <summary>It is this caller's: do the work, then complete or abandon it.</summary>
    Started,

    /// <summary>Another request with it is being worked on.</summary>
    Pending,

    /// <summary>It was completed: give the stored response.</summary>
    Done,

    /// <summary>It was used with another body.</summary>
    Mismatch,
}
