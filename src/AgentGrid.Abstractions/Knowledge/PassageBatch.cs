using System.Collections.Immutable;

namespace AgentGrid.Knowledge;

/// <summary>Passages of a file, in order.</summary>
/// <param name="IsLast">Whether the file ends with these.</param>
/// <param name="Progress">How much of the file's bytes is read, 0 to 1.</param>
/// <param name="ContentType">MIME type, decided by content.</param>
/// <param name="Pages">Pages, slides or sheets of the file as far as it is read; null where its format has none.</param>
[GenerateSerializer, Immutable, Alias("passage-batch")]
public sealed record PassageBatch(
    [property: Id(0)] ImmutableArray<Passage> Passages,
    [property: Id(1)] bool IsLast,
    [property: Id(2)] double Progress,
    [property: Id(3)] string ContentType,
    [property: Id(4)] int? Pages);
