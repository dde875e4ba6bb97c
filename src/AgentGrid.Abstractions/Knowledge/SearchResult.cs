using System.Collections.Immutable;
using System.Text.Json.Serialization;
using AgentGrid.Analytics;

namespace AgentGrid.Knowledge;

/// <summary>What a search found, best first.</summary>
/// <param name="TookMs">Milliseconds inside the index.</param>
/// <param name="Confidence">
/// Share of the question that the best passage covers, 0 to 1, before any was left out for its score. Below a third the files
/// most likely say nothing about it.
/// </param>
[GenerateSerializer, Immutable, Alias("search-result")]
public sealed record SearchResult(
    [property: Id(0)] ImmutableArray<SearchHit> Hits,
    [property: Id(1)] double TookMs,
    [property: Id(2)] double Confidence)
{
    /// <summary>The chunks of the hits and those around them, by file and ordinal; empty unless <see cref="KnowledgeQuery.Surround"/> asked for them.</summary>
    [Id(3), JsonIgnore]
    public ImmutableArray<FilePassage> Surroundings { get; init; } = [];

    /// <summary>The provider calls that the search made. They are in the ledger already, or will be.</summary>
    [Id(4), JsonIgnore]
    public ImmutableArray<UsageRecord> Usage { get; init; } = [];
}
