namespace AgentGrid.Knowledge;

/// <summary>A chunk and the file it stands in.</summary>
/// <param name="Places">Where the chunk's pages and sections begin, encoded; null when it holds text of one only.</param>
[GenerateSerializer, Immutable, Alias("file-passage")]
public sealed record FilePassage(
    [property: Id(0)] string FileId,
    [property: Id(1)] KnowledgeChunk Chunk,
    [property: Id(2)] string? Places = null);
