using AgentGrid.Core.Rag.Extraction.Encodings;

namespace AgentGrid.Core.Rag.Extraction;

/// <summary>What an extractor works with: the bytes, the limits, and a way to hand an inner document on.</summary>
internal sealed class ExtractionContext(
    ExtractionSource source, FileKind kind, TextEncodingGuess? encoding, ExtractionOptions options,
    UnpackBudget unpack, PageCounter pages, int depth, Func<ExtractionContext, ExtractionSource, IEnumerable<Block>> extractInner,
    CancellationToken cancellation)
{
    public ExtractionSource Source { get; } = source;

    public FileKind Kind { get; } = kind;

    public ExtractionOptions Options { get; } = options;

    public UnpackBudget Unpack { get; } = unpack;

    /// <summary>What the document knows of its number of pages. Told by whoever knows more than the pages of its blocks.</summary>
    public PageCounter Pages { get; } = pages;

    /// <summary>How many containers lie around this document.</summary>
    public int Depth { get; } = depth;

    public CancellationToken Cancellation { get; } = cancellation;

    /// <summary>The document's text, decoded. The caller disposes the reader.</summary>
    public StreamReader OpenText() => OpenText((encoding ?? TextEncodingGuess.Utf8).Encoding);

    public StreamReader OpenText(System.Text.Encoding chosen) =>
        new(Source.Open(), chosen, detectEncodingFromByteOrderMarks: true, bufferSize: 32 * 1024);

    /// <summary>How the bytes are encoded, for text formats.</summary>
    public TextEncodingGuess Encoding => encoding ?? TextEncodingGuess.Utf8;

    /// <summary>Blocks of a document found inside this one; its own failure is a paragraph that says so, not the end.</summary>
    /// <param name="inner">The document.</param>
    /// <param name="below">Level of the heading it stands under.</param>
    public IEnumerable<Block> ExtractInner(ExtractionSource inner, int below = 0) =>
        extractInner(this, inner).Select(block => block.Kind == BlockKind.Heading ? block with { Level = Math.Min(block.Level + below, Block.DeepestLevel) } : block);
}
