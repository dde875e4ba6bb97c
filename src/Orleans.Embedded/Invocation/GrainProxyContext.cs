using Orleans.Embedded.Runtime;

namespace Orleans.Embedded.Invocation;

/// <summary>What a generated proxy passes on to its base.</summary>
public readonly struct GrainProxyContext
{
    internal GrainProxyContext(InterfaceBinding binding, GrainKind kind, string key)
    {
        Binding = binding;
        Kind = kind;
        Key = key;
    }

    internal InterfaceBinding Binding { get; }

    internal GrainKind Kind { get; }

    internal string Key { get; }
}
