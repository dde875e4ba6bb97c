using System.Reflection;

namespace Orleans.Embedded.Manifest;

/// <summary>The grain classes and interfaces of the program, collected once at start.</summary>
public sealed class GrainManifest
{
    private readonly Dictionary<Type, GrainInterface> _interfaces = [];
    private readonly Dictionary<Type, GrainClass> _classes = [];
    private readonly HashSet<string> _assemblies = [];

    /// <summary>The grain interfaces.</summary>
    public IReadOnlyCollection<GrainInterface> Interfaces => _interfaces.Values;

    /// <summary>The grain classes.</summary>
    public IReadOnlyCollection<GrainClass> Classes => _classes.Values;

    /// <summary>Adds a grain interface.</summary>
    public void Add(GrainInterface grainInterface)
    {
        ArgumentNullException.ThrowIfNull(grainInterface);
        _interfaces.TryAdd(grainInterface.Type, grainInterface);
    }

    /// <summary>Adds a grain class.</summary>
    public void Add(GrainClass grainClass)
    {
        ArgumentNullException.ThrowIfNull(grainClass);
        _classes.TryAdd(grainClass.Type, grainClass);
    }

    /// <summary>Adds what generated code describes in an assembly and in those it references. Harmless to repeat.</summary>
    public void Add(Assembly assembly)
    {
        ArgumentNullException.ThrowIfNull(assembly);
        if (!_assemblies.Add(assembly.FullName!) || assembly.GetCustomAttribute<GrainManifestAttribute>() is not { } described)
        {
            return;
        }

        ((IGrainManifestPart)Activator.CreateInstance(described.Part, nonPublic: true)!).AddTo(this);
        foreach (var reference in described.References)
        {
            Add(Assembly.Load(reference));
        }
    }

    /// <summary>Adds the program itself and every loaded assembly.</summary>
    public void AddLoaded()
    {
        if (Assembly.GetEntryAssembly() is { } entry)
        {
            Add(entry);
        }

        foreach (var assembly in AppDomain.CurrentDomain.GetAssemblies())
        {
            if (!assembly.IsDynamic && !assembly.FullName!.StartsWith("System.", StringComparison.Ordinal)
                && !assembly.FullName.StartsWith("Microsoft.", StringComparison.Ordinal))
            {
                Add(assembly);
            }
        }
    }
}
