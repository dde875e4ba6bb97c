namespace AgentGrid.Knowledge;

/// <summary>Which passages of a file to read next.</summary>
/// <param name="BlobName">The file's bytes.</param>
/// <param name="FileName">The file's name as its user gave it.</param>
/// <param name="From">Ordinal of the first passage wanted.</param>
/// <param name="HashBefore">Content hash of the passage before it, as it was read then; null at the beginning.</param>
/// <param name="Count">Most passages to read.</param>
[GenerateSerializer, Immutable, Alias("passage-request")]
public sealed record PassageRequest(
    [property: Id(0)] string FileId,
    [property: Id(1)] string BlobName,
    [property: Id(2)] string FileName,
    [property: Id(3)] int From,
    [property: Id(4)] string? HashBefore,
    [property: Id(5)] int Count);
