namespace Orleans;

/// <summary>Codes of <see cref="DeactivationReason"/>.</summary>
public enum DeactivationReasonCode : byte
{
    /// <summary>None given.</summary>
    None = 0,

    /// <summary>The process stops.</summary>
    ShuttingDown = 1,

    /// <summary>The activation could not be made.</summary>
    ActivationFailed = 2,

    /// <summary>The directory failed. Not used by a single process.</summary>
    DirectoryFailure = 3,

    /// <summary>Nobody called for longer than the collection age.</summary>
    ActivationIdle = 4,

    /// <summary>A request ran for too long. Not used by a single process.</summary>
    ActivationUnresponsive = 5,

    /// <summary>Another activation won. Not used by a single process.</summary>
    DuplicateActivation = 6,

    /// <summary>A request of another version came. Not used by a single process.</summary>
    IncompatibleRequest = 7,

    /// <summary>The application failed in a way that makes the activation unfit.</summary>
    ApplicationError = 8,

    /// <summary>The grain asked for it.</summary>
    ApplicationRequested = 9,

    /// <summary>The grain moves. Not used by a single process.</summary>
    Migrating = 10,

    /// <summary>The runtime asked for it.</summary>
    RuntimeRequested = 11,

    /// <summary>Memory ran short. Not used by a single process.</summary>
    HighMemoryPressure = 12,
}
