namespace AgentGrid.Knowledge;

/// <summary>A passage of a file's extracted text.</summary>
/// <param name="Ordinal">Position in the file, from 0.</param>
/// <param name="Heading">The headings above it, outermost first, joined by " › ".</param>
/// <param name="Page">Page number, from 1, where the format has pages.</param>
/// <param name="StartOffset">First UTF-16 character in the extracted text.</param>
/// <param name="EndOffset">One past its last character.</param>
[GenerateSerializer, Immutable, Alias("knowledge-chunk")]
public sealed record KnowledgeChunk(
    [property: Id(0)] string Id,
    [property: Id(1)] int Ordinal,
    [property: Id(2)] string Text,
    [property: Id(3)] string? Heading,
    [property: Id(4)] int? Page,
    [property: Id(5)] long StartOffset,
    [property: Id(6)] long EndOffset);
