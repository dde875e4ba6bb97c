using AgentGrid.Core.Rag.Extraction.Quality;
using AgentGrid.Core.Rag.Extraction.Tools;

namespace AgentGrid.Core.Rag.Extraction;

/// <summary>Turns any supported file into a lazy sequence of blocks, in bounded memory, or says why not.</summary>
public sealed class DocumentExtractor
{
    /// <summary>Text that any document may give, whatever its size.</summary>
    private const long FreeChars = 20_000_000;

    /// <summary>Characters of text for each byte of a file that is not packed; the names of columns add at most nine.</summary>
    private const int MostTextForAByte = 20;

    private readonly ExtractionOptions _options;
    private readonly TimeProvider _time;

    /// <summary>An extractor with the given bounds.</summary>
    public DocumentExtractor(ExtractionOptions options, TimeProvider time)
    {
        (_options, _time) = (options, time);
    }

    /// <summary>What the content is. Throws <see cref="ExtractionException"/> when even that cannot be told safely.</summary>
    public DetectedFile Detect(ExtractionSource source)
    {
        ArgumentNullException.ThrowIfNull(source);
        try
        {
            return FileSniffer.Detect(source, _options);
        }
        catch (Exception error) when (ExtractionErrors.Explain(error) is { } explained)
        {
            throw explained;
        }
    }

    /// <summary>
    /// The document's blocks in reading order. Walking it throws <see cref="ExtractionException"/> with a stable code and a
    /// reason when the document cannot be read, and <see cref="OperationCanceledException"/> when asked to stop.
    /// </summary>
    /// <param name="source">The document.</param>
    /// <param name="cancellation">Ends the walk.</param>
    public IEnumerable<Block> Extract(ExtractionSource source, CancellationToken cancellation = default) =>
        Extract(source, Detect(source), new PageCounter(), cancellation);

    /// <summary>
    /// The same of a source that is known already, counting pages on the way. An archive or a message has none, whatever lies in it.
    /// </summary>
    /// <param name="source">The document.</param>
    /// <param name="file">What it is, from <see cref="Detect"/>.</param>
    /// <param name="pages">Counts.</param>
    /// <param name="cancellation">Ends the walk.</param>
    public IEnumerable<Block> Extract(ExtractionSource source, DetectedFile file, PageCounter pages, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(file);
        ArgumentNullException.ThrowIfNull(pages);
        if (source.Length == 0)
        {
            throw new ExtractionException(ExtractionCodes.FileEmpty, "The file is empty. Choose a file with content.");
        }

        var counted = file.Kind is FileKind.Zip or FileKind.Mail ? new PageCounter() : pages;
        var blocks = Read(source, file, new UnpackBudget(source.Length, _options), counted, depth: 0, cancellation);
        return QualityGate.Pass(Bounded(blocks, MostChars(source, file.Kind), counted, cancellation), file.Kind, ReadsPictures(file.Kind));
    }

    private bool ReadsPictures(FileKind kind) => kind switch
    {
        FileKind.Image => Ocr.CanReadImages(_options),
        FileKind.Pdf => Ocr.CanReadPdf(_options),
        _ => false,
    };

    private IEnumerable<Block> Read(
        ExtractionSource source, DetectedFile file, UnpackBudget budget, PageCounter pages, int depth, CancellationToken cancellation)
    {
        var context = new ExtractionContext(source, file.Kind, file.Encoding, _options, budget, pages, depth, ReadInner, cancellation);
        return ExtractionErrors.Explained(FormatExtractors.For(file).Extract(context));
    }

    /// <summary>A document inside another one. Its own failure becomes a note in the text; a bomb ends the whole.</summary>
    private IEnumerable<Block> ReadInner(ExtractionContext outer, ExtractionSource source)
    {
        if (outer.Depth >= _options.MaxContainerDepth)
        {
            return [NotRead(source, $"it lies more than {_options.MaxContainerDepth} containers deep")];
        }

        try
        {
            var inner = Read(source, Detect(source), outer.Unpack, new PageCounter(), outer.Depth + 1, outer.Cancellation);
            return Closed(ExtractionErrors.Noted(inner, failure => NotRead(source, failure.Message)));
        }
        catch (ExtractionException failure) when (failure.Code != ExtractionCodes.ArchiveBomb)
        {
            return [NotRead(source, failure.Message)];
        }
    }

    /// <summary>The same blocks; what follows on the last of them begins a line of its own.</summary>
    private static IEnumerable<Block> Closed(IEnumerable<Block> blocks)
    {
        Block? last = null;
        foreach (var block in blocks)
        {
            if (last is not null)
            {
                yield return last;
            }

            last = block;
        }

        if (last is not null)
        {
            yield return last.Text.EndsWith('\n') ? last : last with { Text = last.Text + Block.ParagraphBreak };
        }
    }

    private static Block NotRead(ExtractionSource source, string why) =>
        Block.Paragraph($"({source.Name} was not read: {why})") with { IsNote = true };

    /// <summary>
    /// What names, paths and references repeated over and over may make of a small file: each character costs a place in the index,
    /// and an embedding.
    /// </summary>
    private long MostChars(ExtractionSource source, FileKind kind)
    {
        var packed = kind is FileKind.Pdf or FileKind.Docx or FileKind.Pptx or FileKind.Xlsx or FileKind.Epub or FileKind.Zip or FileKind.Image;
        var growth = packed ? _options.MaxUnpackRatio : MostTextForAByte;
        return Math.Min(_options.MaxTextChars, Math.Max(FreeChars, source.Length * growth));
    }

    /// <summary>
    /// Applies time, length and cancellation to every block, and makes its text storable. Only the time spent on reading counts:
    /// between two blocks the consumer may be busy with others, or wait for an embedding provider.
    /// </summary>
    private IEnumerable<Block> Bounded(IEnumerable<Block> source, long mostChars, PageCounter pages, CancellationToken cancellation)
    {
        using var blocks = source.GetEnumerator();
        var spent = TimeSpan.Zero;
        long chars = 0;
        while (true)
        {
            var began = _time.GetTimestamp();
            if (!blocks.MoveNext())
            {
                yield break;
            }

            spent += _time.GetElapsedTime(began);
            var block = blocks.Current;
            cancellation.ThrowIfCancellationRequested();
            chars += block.Text.Length;
            if (chars > mostChars)
            {
                throw new ExtractionException(
                    ExtractionCodes.TooComplex,
                    $"The document gives more than {mostChars:N0} characters of text"
                    + (mostChars < _options.MaxTextChars ? ", far more than its own size: it repeats the same words very often. Remove them, or split it." : ". Split it."));
            }

            if (spent.TotalSeconds > _options.MaxSeconds)
            {
                throw new ExtractionException(
                    ExtractionCodes.ExtractionTimeout,
                    $"Reading the document took longer than {_options.MaxSeconds} seconds. Split it, or try again when the server is less busy.");
            }

            if (block.Page is { } page)
            {
                pages.Reach(page);
            }

            yield return Storable(block);
        }
    }

    private static Block Storable(Block block)
    {
        var (text, title) = (StorableText.Of(block.Text), StorableText.Of(block.Title));
        return ReferenceEquals(text, block.Text) && ReferenceEquals(title, block.Title) ? block : block with { Text = text, Title = title };
    }
}
