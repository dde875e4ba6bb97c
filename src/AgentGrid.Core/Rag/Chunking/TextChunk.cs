namespace AgentGrid.Core.Rag.Chunking;

/// <summary>A passage of a document's extracted text: <c>Text == extracted[Start..End]</c>, always.</summary>
/// <param name="Ordinal">Position in the document, from 0.</param>
/// <param name="Text">The passage, without white space at its ends.</param>
/// <param name="Start">First UTF-16 character in the extracted text.</param>
/// <param name="End">One past its last character.</param>
public sealed record TextChunk(int Ordinal, string Text, int Start, int End)
{
    /// <summary>The headings above its first new text (what it repeats aside), outermost first, joined by <see cref="HeadingSeparator"/>; null above the first heading.</summary>
    public string? Heading { get; init; }

    /// <summary>Page of its first new text, from 1, where the format has pages.</summary>
    public int? Page { get; init; }

    /// <summary>Where its pages and sections begin, the first at 0, as <see cref="ChunkPlaces"/>; null when it holds text of one only.</summary>
    public string? Places { get; init; }

    /// <summary>Lower-case hexadecimal SHA-256 of the text as UTF-8.</summary>
    public required string ContentHash { get; init; }

    /// <summary>Stands between the parts of a heading path.</summary>
    public const string HeadingSeparator = " › ";

    /// <summary>
    /// What is put before the text for indexing and embedding, but not stored in it: the document's title and the heading
    /// path. It lifts recall where documents look alike.
    /// </summary>
    public static string IndexPrefix(string documentTitle, string? heading) =>
        string.IsNullOrEmpty(heading) || heading.StartsWith(documentTitle, StringComparison.Ordinal)
            ? heading is null or "" ? documentTitle : heading
            : documentTitle.Length == 0 ? heading : documentTitle + HeadingSeparator + heading;
}
