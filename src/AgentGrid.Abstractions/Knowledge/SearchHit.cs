namespace AgentGrid.Knowledge;

/// <summary>A passage that a search found.</summary>
/// <param name="Score">0 to 1, higher is better.</param>
/// <param name="VectorRank">Rank in the vector arm, from 1; null when that arm did not find it.</param>
/// <param name="KeywordRank">Rank in the keyword arm, from 1; null when that arm did not find it.</param>
[GenerateSerializer, Immutable, Alias("search-hit")]
public sealed record SearchHit(
    [property: Id(0)] string ChunkId,
    [property: Id(1)] string FileId,
    [property: Id(2)] string FileName,
    [property: Id(3)] int? Page,
    [property: Id(4)] string? Heading,
    [property: Id(5)] double Score,
    [property: Id(6)] int? VectorRank,
    [property: Id(7)] int? KeywordRank,
    [property: Id(8)] string Text);
