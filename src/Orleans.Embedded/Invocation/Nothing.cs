namespace Orleans.Embedded.Invocation;

/// <summary>The result of methods that have none.</summary>
public readonly struct Nothing : IEquatable<Nothing>
{
    /// <inheritdoc/>
    public bool Equals(Nothing other) => true;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Nothing;

    /// <inheritdoc/>
    public override int GetHashCode() => 0;

    /// <summary>Always true.</summary>
    public static bool operator ==(Nothing left, Nothing right) => true;

    /// <summary>Always false.</summary>
    public static bool operator !=(Nothing left, Nothing right) => false;
}
