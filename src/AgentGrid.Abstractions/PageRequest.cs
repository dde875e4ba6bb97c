namespace AgentGrid;

/// <summary>Which page of a list is wanted.</summary>
/// <param name="Limit">Items a page, 1 to <see cref="MaxLimit"/>.</param>
/// <param name="Cursor">A cursor of an earlier page, or null for the first.</param>
[GenerateSerializer, Immutable, Alias("page-request")]
public sealed record PageRequest(
    [property: Id(0)] int Limit = PageRequest.DefaultLimit,
    [property: Id(1)] string? Cursor = null)
{
    /// <summary>Items a page when the caller does not say.</summary>
    public const int DefaultLimit = 50;

    /// <summary>Most items a page.</summary>
    public const int MaxLimit = 200;
}
