using Orleans.Runtime;

namespace Orleans;

/// <summary>Makes references to grains. A reference is cheap, never fails to be made, and stays good for ever.</summary>
public interface IGrainFactory
{
    /// <summary>A reference to the grain of this interface with this key.</summary>
    /// <param name="primaryKey">The key; must not be null or empty.</param>
    /// <param name="grainClassNamePrefix">Start of the class's full name, when several classes implement the interface.</param>
    /// <exception cref="ArgumentException">No grain class implements the interface, or several do and the prefix does not decide.</exception>
    TGrainInterface GetGrain<TGrainInterface>(string primaryKey, string? grainClassNamePrefix = null)
        where TGrainInterface : IGrainWithStringKey;

    /// <summary>A reference, seen through this interface, to the grain with this identity.</summary>
    TGrainInterface GetGrain<TGrainInterface>(GrainId grainId)
        where TGrainInterface : IAddressable;

    /// <summary>A reference to the grain of this interface with this key.</summary>
    IGrain GetGrain(Type grainInterfaceType, string grainPrimaryKey);
}
