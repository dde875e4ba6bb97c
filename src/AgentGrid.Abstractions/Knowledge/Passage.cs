namespace AgentGrid.Knowledge;

/// <summary>A passage of a file's extracted text that is not stored yet.</summary>
/// <param name="Text">Exactly the text between the offsets.</param>
/// <param name="IndexText">What is indexed and embedded before the text: title and headings.</param>
/// <param name="ContentHash">SHA-256 of the text.</param>
/// <param name="Places">Where its pages and sections begin, encoded; null when it holds text of one only.</param>
[GenerateSerializer, Immutable, Alias("passage")]
public sealed record Passage(
    [property: Id(0)] int Ordinal,
    [property: Id(1)] string Text,
    [property: Id(2)] string? Heading,
    [property: Id(3)] int? Page,
    [property: Id(4)] long StartOffset,
    [property: Id(5)] long EndOffset,
    [property: Id(6)] string ContentHash,
    [property: Id(7)] string IndexText,
    [property: Id(8)] string? Places = null);
