using Orleans.Runtime;

namespace Orleans.Embedded.Runtime;

/// <summary>Makes references; also the client, as there is only one process.</summary>
internal sealed class EmbeddedGrainFactory(GrainRuntime runtime) : IClusterClient
{
    public IServiceProvider ServiceProvider => runtime.Services;

    public TGrainInterface GetGrain<TGrainInterface>(string primaryKey, string? grainClassNamePrefix = null)
        where TGrainInterface : IGrainWithStringKey
    {
        ArgumentException.ThrowIfNullOrEmpty(primaryKey);
        var binding = Cache<TGrainInterface>.Last is { } last && ReferenceEquals(last.Runtime, runtime)
            ? last
            : Cache<TGrainInterface>.Last = runtime.Interface(typeof(TGrainInterface));
        var kind = grainClassNamePrefix is null && binding.Kinds.Length == 1 ? binding.Kinds[0] : binding.Choose(grainClassNamePrefix);
        return (TGrainInterface)(object)binding.MakeReference(kind, primaryKey);
    }

    public TGrainInterface GetGrain<TGrainInterface>(GrainId grainId)
        where TGrainInterface : IAddressable
    {
        if (!runtime.TryGetKind(grainId.Type, out var kind))
        {
            throw new ArgumentException($"No grain class is named '{grainId.Type}'.", nameof(grainId));
        }

        return (TGrainInterface)(object)runtime.MakeReference(kind, grainId.Key.ToString(), typeof(TGrainInterface));
    }

    public IGrain GetGrain(Type grainInterfaceType, string grainPrimaryKey)
    {
        ArgumentException.ThrowIfNullOrEmpty(grainPrimaryKey);
        var binding = runtime.Interface(grainInterfaceType);
        return (IGrain)(object)binding.MakeReference(binding.Choose(null), grainPrimaryKey);
    }

    /// <summary>The binding last used with an interface; engines in one process replace each other's.</summary>
    private static class Cache<T>
    {
        public static InterfaceBinding? Last;
    }
}
