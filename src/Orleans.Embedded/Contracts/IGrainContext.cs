namespace Orleans.Runtime;

/// <summary>An activation.</summary>
public interface IGrainContext : IEquatable<IGrainContext>
{
    /// <summary>The grain's identity.</summary>
    GrainId GrainId { get; }

    /// <summary>A reference to the grain.</summary>
    GrainReference GrainReference { get; }

    /// <summary>The grain object; null until it is made and after the end.</summary>
    object? GrainInstance { get; }

    /// <summary>The services of this activation.</summary>
    IServiceProvider ActivationServices { get; }

    /// <summary>Done when the activation has ended.</summary>
    Task Deactivated { get; }

    /// <summary>Asks the activation to end once its running requests are done. Returns at once.</summary>
    void Deactivate(DeactivationReason deactivationReason, CancellationToken cancellationToken = default);
}
