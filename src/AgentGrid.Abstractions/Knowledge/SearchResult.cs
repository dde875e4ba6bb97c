using System.Collections.Immutable;

namespace AgentGrid.Knowledge;

/// <summary>What a search found, best first.</summary>
/// <param name="TookMs">Milliseconds inside the index.</param>
[GenerateSerializer, Immutable, Alias("search-result")]
public sealed record SearchResult(
    [property: Id(0)] ImmutableArray<SearchHit> Hits,
    [property: Id(1)] double TookMs);
