using AgentGrid.Core.Rag.Chunking;
using AgentGrid.Core.Rag.Extraction;

namespace AgentGrid.Core.Rag.Ingestion;

/// <summary>One pass over a document, taken chunk by chunk; memory does not grow with the document.</summary>
public sealed class DocumentReading : IDisposable
{
    private readonly ProgressingSource _progress;
    private readonly IEnumerator<TextChunk> _chunks;
    private readonly CancellationTokenSource _stop = new();
    private readonly PageCounter _pages = new();
    private readonly IDisposable? _owned;

    /// <summary>Begins at the document's beginning. Throws <see cref="ExtractionException"/> when its type is not supported.</summary>
    /// <param name="extractor">Gives the document's blocks.</param>
    /// <param name="chunker">Cuts them.</param>
    /// <param name="source">The document.</param>
    /// <param name="owned">Disposed of with the reading.</param>
    public DocumentReading(DocumentExtractor extractor, Chunker chunker, ExtractionSource source, IDisposable? owned = null)
    {
        ArgumentNullException.ThrowIfNull(extractor);
        ArgumentNullException.ThrowIfNull(chunker);
        ArgumentNullException.ThrowIfNull(source);
        _owned = owned;
        _progress = new ProgressingSource(source);
        var file = extractor.Detect(source);
        ContentType = file.ContentType;
        _chunks = chunker.Chunk(extractor.Extract(_progress.Source, file, _pages, _stop.Token)).GetEnumerator();
    }

    /// <summary>MIME type, decided by content.</summary>
    public string ContentType { get; }

    /// <summary>Pages, slides or sheets of the document as far as it is read; null where its format has none.</summary>
    public int? Pages => _pages.Count;

    /// <summary>Ordinal of the chunk that comes next.</summary>
    public int Position { get; private set; }

    /// <summary>Whether the document has been read to its end.</summary>
    public bool Ended { get; private set; }

    /// <summary>Share of the bytes that has been read, 0 to 1.</summary>
    public double Progress => Ended ? 1 : _progress.Share;

    /// <summary>
    /// The next chunks; fewer than asked for at the end. Throws <see cref="ExtractionException"/> when the document cannot be
    /// read on, and <see cref="OperationCanceledException"/>; after either the reading is of no more use.
    /// </summary>
    public IReadOnlyList<TextChunk> Take(int count, CancellationToken cancellation)
    {
        using var linked = cancellation.Register(_stop.Cancel);
        var taken = new List<TextChunk>(Math.Min(count, 256));
        while (taken.Count < count && !Ended)
        {
            cancellation.ThrowIfCancellationRequested();
            if (_chunks.MoveNext())
            {
                taken.Add(_chunks.Current);
                Position++;
            }
            else
            {
                Ended = true;
            }
        }

        return taken;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _chunks.Dispose();
        _stop.Dispose();
        _owned?.Dispose();
    }
}
