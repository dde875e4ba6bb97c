namespace AgentGrid.Core.Rag.Extraction;

/// <summary>
/// One piece of a document in reading order. The extracted text of a document is exactly the concatenation of the
/// <see cref="Text"/> of its blocks, separators included, so offsets are known while streaming.
/// </summary>
/// <param name="Kind">What the piece is.</param>
/// <param name="Text">Its text with the white space that separates it from the next block. Never longer than a few thousand characters.</param>
public sealed record Block(BlockKind Kind, string Text)
{
    /// <summary>Depth of a heading, from 1.</summary>
    public int Level { get; init; }

    /// <summary>The heading without markup; empty for other kinds.</summary>
    public string Title { get; init; } = "";

    /// <summary>Page or slide on which the block begins, from 1, where the format has pages.</summary>
    public int? Page { get; init; }

    /// <summary>The block was cut for its length: the next one goes on in the same sentence or line.</summary>
    public bool Continues { get; init; }

    /// <summary>Says about the document what could not be read of it; it is not the document's own text.</summary>
    internal bool IsNote { get; init; }

    internal const int DeepestLevel = 9;

    internal const string ParagraphBreak = "\n\n";

    internal static Block Paragraph(string text, int? page = null) =>
        new(BlockKind.Paragraph, text + ParagraphBreak) { Page = page };

    internal static Block Heading(string title, int level, int? page = null) =>
        new(BlockKind.Heading, title + ParagraphBreak) { Title = title, Level = Math.Clamp(level, 1, DeepestLevel), Page = page };

    internal static Block ListItem(string text, int? page = null) =>
        new(BlockKind.ListItem, "- " + text + "\n") { Page = page };

    internal static Block Row(string text, int? page = null) =>
        new(BlockKind.TableRow, text + "\n") { Page = page };

    internal static Block Code(string text, int? page = null) =>
        new(BlockKind.Code, text + ParagraphBreak) { Page = page };
}
