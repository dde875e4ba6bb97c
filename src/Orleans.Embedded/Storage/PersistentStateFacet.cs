using Orleans.Runtime;

namespace Orleans.Embedded.Storage;

/// <summary>Makes the facets that grain constructors ask for. Called by generated code.</summary>
public static class PersistentStateFacet
{
    /// <summary>The record of this name, read before the grain activates.</summary>
    public static IPersistentState<T> Create<T>(IGrainContext context, string stateName, string? storageName) =>
        throw new NotSupportedException($"State {stateName} of {context.GrainId} has no storage {storageName}.");
}
