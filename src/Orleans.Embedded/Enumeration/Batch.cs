namespace Orleans.Embedded.Enumeration;

/// <summary>Elements that cross together.</summary>
/// <param name="Elements">The elements; empty only in a last batch.</param>
/// <param name="IsLast">Whether the enumeration is complete.</param>
internal sealed record Batch<T>(IReadOnlyList<T> Elements, bool IsLast);
