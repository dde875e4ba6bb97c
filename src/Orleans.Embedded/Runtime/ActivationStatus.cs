namespace Orleans.Embedded.Runtime;

internal enum ActivationStatus
{
    /// <summary>In the directory; nothing ran yet.</summary>
    New,

    /// <summary>Reading its state and running <c>OnActivateAsync</c>; requests wait.</summary>
    Activating,

    /// <summary>Runs requests.</summary>
    Active,

    /// <summary>Running <c>OnDeactivateAsync</c>; requests wait for the next activation.</summary>
    Deactivating,

    /// <summary>Gone. What is left on its scheduler still runs.</summary>
    Dead,
}
