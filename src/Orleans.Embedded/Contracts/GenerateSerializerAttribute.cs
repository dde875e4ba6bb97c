namespace Orleans;

/// <summary>Marks a type that crosses grain calls. In one process values pass by reference; in a cluster they are serialized.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct | AttributeTargets.Enum)]
public sealed class GenerateSerializerAttribute : Attribute
{
    /// <summary>Whether members get their numbers by convention.</summary>
    public GenerateFieldIds GenerateFieldIds { get; init; }

    /// <summary>Whether the parameters of a record's primary constructor are members; they are by default for records.</summary>
    public bool IncludePrimaryConstructorParameters { get; init; }
}
