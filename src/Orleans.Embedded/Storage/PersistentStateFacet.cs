using Microsoft.Extensions.DependencyInjection;
using Orleans.Embedded.Runtime;
using Orleans.Runtime;

namespace Orleans.Embedded.Storage;

/// <summary>Makes the facets that grain constructors ask for. Called by generated code.</summary>
public static class PersistentStateFacet
{
    /// <summary>The record of this name, read before the grain activates.</summary>
    public static IPersistentState<T> Create<T>(IGrainContext context, string stateName, string? storageName)
    {
        var activation = (Activation)context;
        var storages = activation.Kind.Runtime.Services.GetRequiredService<GrainStorages>();
        var state = new PersistentState<T>(context, stateName, storages.Get(storageName));
        (activation.Parts.States ??= []).Add(state);
        return state;
    }
}
