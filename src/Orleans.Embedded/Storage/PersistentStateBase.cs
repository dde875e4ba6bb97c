namespace Orleans.Embedded.Storage;

/// <summary>A facet that is read before its grain activates.</summary>
internal abstract class PersistentStateBase
{
    public abstract Task ReadStateAsync(CancellationToken cancellationToken);
}
