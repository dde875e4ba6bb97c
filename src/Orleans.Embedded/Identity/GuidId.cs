namespace Orleans.Runtime;

/// <summary>An identity that is a <see cref="System.Guid"/>.</summary>
public sealed class GuidId : IEquatable<GuidId>
{
    /// <summary>The value.</summary>
    public readonly Guid Guid;

    private GuidId(Guid guid) => Guid = guid;

    /// <summary>The identity of this value.</summary>
    public static GuidId GetGuidId(Guid guid) => new(guid);

    /// <inheritdoc/>
    public bool Equals(GuidId? other) => other is not null && Guid == other.Guid;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as GuidId);

    /// <inheritdoc/>
    public override int GetHashCode() => Guid.GetHashCode();

    /// <inheritdoc/>
    public override string ToString() => Guid.ToString();
}
