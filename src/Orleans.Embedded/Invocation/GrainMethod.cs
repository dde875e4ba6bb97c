using System.Reflection;

namespace Orleans.Embedded.Invocation;

/// <summary>A method of a grain interface, as generated code describes it.</summary>
public sealed class GrainMethod(
    Type interfaceType, string name, Type[] parameterTypes, GrainMethodOptions options, string? responseTimeout = null)
{
    private MethodInfo? _info;

    /// <summary>The interface that declares the method.</summary>
    public Type InterfaceType { get; } = interfaceType;

    /// <summary>The method's name.</summary>
    public string Name { get; } = name;

    /// <summary>How its calls behave.</summary>
    public GrainMethodOptions Options { get; } = options;

    /// <summary>How long callers wait; null for the engine's default.</summary>
    public TimeSpan? ResponseTimeout { get; } = responseTimeout is null
        ? null
        : TimeSpan.Parse(responseTimeout, System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>The method. Found by reflection when first asked for: only filters ask.</summary>
    public MethodInfo Info => _info ??= InterfaceType.GetMethod(Name, parameterTypes)
        ?? throw new MissingMethodException(InterfaceType.FullName, Name);
}
