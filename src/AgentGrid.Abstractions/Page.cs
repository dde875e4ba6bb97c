using System.Collections.Immutable;

namespace AgentGrid;

/// <summary>One page of a list.</summary>
/// <param name="Items">The items, in the list's order.</param>
/// <param name="NextCursor">Opaque cursor of the next page; null on the last.</param>
[GenerateSerializer, Immutable, Alias("page`1")]
public sealed record Page<T>(
    [property: Id(0)] ImmutableArray<T> Items,
    [property: Id(1)] string? NextCursor = null);
