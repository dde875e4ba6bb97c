namespace Orleans.Runtime;

/// <summary>What the engine does for grains.</summary>
public interface IGrainRuntime
{
    /// <summary>Asks the activation to end once its running requests are done.</summary>
    void DeactivateOnIdle(IGrainContext grainContext);

    /// <summary>Keeps the activation for at least this long; a negative time takes an earlier delay back.</summary>
    void DelayDeactivation(IGrainContext grainContext, TimeSpan timeSpan);
}
