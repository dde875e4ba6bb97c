namespace Orleans;

/// <summary>A state with its version.</summary>
public sealed class GrainState<T> : IGrainState<T>
{
    /// <inheritdoc/>
    public T State { get; set; } = default!;

    /// <inheritdoc/>
    public string? ETag { get; set; }

    /// <inheritdoc/>
    public bool RecordExists { get; set; }
}
