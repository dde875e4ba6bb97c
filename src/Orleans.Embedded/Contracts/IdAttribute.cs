namespace Orleans;

/// <summary>Numbers a member of a serialized type, so that members may be renamed or reordered.</summary>
[AttributeUsage(
    AttributeTargets.Class | AttributeTargets.Struct | AttributeTargets.Enum | AttributeTargets.Method
    | AttributeTargets.Property | AttributeTargets.Field | AttributeTargets.Parameter)]
public sealed class IdAttribute(uint id) : Attribute
{
    /// <summary>The member's number, unique within its type.</summary>
    public uint Id { get; } = id;
}
