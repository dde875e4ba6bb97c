using Orleans.Embedded.Invocation;
using Orleans.Embedded.Manifest;

namespace Orleans.Embedded.Runtime;

/// <summary>A grain interface within one engine: how to make references, and its methods.</summary>
internal sealed class InterfaceBinding(GrainRuntime runtime, GrainInterface description, GrainKind[] kinds)
{
    public GrainRuntime Runtime { get; } = runtime;

    public Type Type => description.Type;

    /// <summary>The classes that implement the interface.</summary>
    public GrainKind[] Kinds { get; } = kinds;

    public MethodBinding[] Methods { get; } = [.. description.Methods.Select(runtime.BindMethod)];

    public GrainProxy MakeReference(GrainKind kind, string key) => description.Factory(new GrainProxyContext(this, kind, key));

    /// <summary>The class to use, given the start of its full name or nothing.</summary>
    public GrainKind Choose(string? classNamePrefix)
    {
        var candidates = classNamePrefix is null
            ? Kinds
            : [.. Kinds.Where(k => k.Type.FullName!.StartsWith(classNamePrefix, StringComparison.Ordinal))];
        return candidates switch
        {
            [var only] => only,
            [] => throw new ArgumentException(
                $"No grain class implements {Type.FullName}. Is the project of the class referenced, and does it set UsesGrains?"),
            _ => throw new ArgumentException(
                $"Several grain classes implement {Type.FullName} ({string.Join(", ", candidates.Select(k => k.Type.FullName))}); give the start of one name."),
        };
    }
}
