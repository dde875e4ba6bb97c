namespace AgentGrid.Knowledge;

/// <summary>A chunk and the file it stands in.</summary>
[GenerateSerializer, Immutable, Alias("file-passage")]
public sealed record FilePassage(
    [property: Id(0)] string FileId,
    [property: Id(1)] KnowledgeChunk Chunk);
