namespace Orleans.Embedded.Manifest;

/// <summary>Points to what generated code describes in an assembly.</summary>
[AttributeUsage(AttributeTargets.Assembly)]
public sealed class GrainManifestAttribute(Type part, params string[] references) : Attribute
{
    /// <summary>A class that implements <see cref="IGrainManifestPart"/>.</summary>
    public Type Part { get; } = part;

    /// <summary>Names of the referenced assemblies that have the attribute too.</summary>
    public string[] References { get; } = references;
}
