using AgentGrid.Core.Rag.Extraction;

namespace AgentGrid.Core.Rag.Ingestion;

/// <summary>Knows how far into a source its reader has come; a source that an external tool reads by its path shows none.</summary>
internal sealed class ProgressingSource
{
    private readonly long _length;
    private long _reached;

    public ProgressingSource(ExtractionSource source)
    {
        _length = Math.Max(1, source.Length);
        Source = source.With(() => new PositionedStream(source.Open(), position => Interlocked.Exchange(ref _reached, position)));
    }

    public ExtractionSource Source { get; }

    /// <summary>0 to 1. Reading usually begins again once after the encoding is known.</summary>
    public double Share => Math.Min(1, Interlocked.Read(ref _reached) / (double)_length);
}
