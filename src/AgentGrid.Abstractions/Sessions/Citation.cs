namespace AgentGrid.Sessions;

/// <summary>A numbered source of an answer.</summary>
/// <param name="N">The number that marks it in the answer, from 1.</param>
/// <param name="Text">The exact text of the passage.</param>
[GenerateSerializer, Immutable, Alias("citation")]
public sealed record Citation(
    [property: Id(0)] int N,
    [property: Id(1)] string ChunkId,
    [property: Id(2)] string FileId,
    [property: Id(3)] string FileName,
    [property: Id(4)] int? Page,
    [property: Id(5)] string? Heading,
    [property: Id(6)] double Score,
    [property: Id(7)] string Text);
