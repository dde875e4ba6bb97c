namespace Orleans.Embedded.Enumeration;

/// <summary>Elements that cross together.</summary>
/// <param name="Elements">The elements, the consumer's until it asks for more; empty only in a last batch.</param>
/// <param name="IsLast">Whether the enumeration is complete.</param>
internal readonly record struct Batch<T>(List<T> Elements, bool IsLast);
