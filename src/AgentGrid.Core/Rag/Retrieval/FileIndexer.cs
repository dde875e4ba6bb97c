using AgentGrid.Core.Rag.Retrieval.Keywords;
using AgentGrid.Core.Rag.Retrieval.Postings;
using AgentGrid.Core.Rag.Retrieval.Vectors;
using AgentGrid.Core.Rag.Text;

namespace AgentGrid.Core.Rag.Retrieval;

/// <summary>Turns the chunks of one file into a keyword segment and vectors, a batch at a time.</summary>
internal sealed class FileIndexer(string fileId, int version, int number, TextAnalyzer analyzer)
{
    /// <summary>Chunks in a batch: what is held in memory at once.</summary>
    public const int BatchSize = 4_096;

    // A word of the title or of a heading tells more of what a chunk is about than one in its text (BM25F, Robertson et al. 2004).
    private const int PrefixWeight = 2;

    private readonly List<ulong> _sketches = [];
    private readonly int[] _languages = new int[TextLanguages.Count];
    private PostingSegmentBuilder _keywords = new();
    private List<EmbeddedChunk> _vectors = [];
    private TextLanguage _language;
    private int _lastOrdinal = -1;

    public bool IsFull => _keywords.Count >= BatchSize;

    /// <summary>Adds the next chunk; ordinals ascend.</summary>
    /// <exception cref="ArgumentException">The ordinal does not ascend.</exception>
    public void Add(in IndexedChunk chunk)
    {
        if (chunk.Ordinal <= _lastOrdinal)
        {
            throw new ArgumentException($"Chunk {chunk.Ordinal} of file {fileId} follows chunk {_lastOrdinal}; ordinals must ascend.", nameof(chunk));
        }

        _lastOrdinal = chunk.Ordinal;
        var key = new ChunkKey(number, chunk.Ordinal);

        // A table of names goes by the language of the text before it.
        var detected = LanguageDetector.Detect(chunk.Text);
        _language = detected == TextLanguage.Unknown ? _language : detected;
        _languages[(int)_language]++;
        _keywords.Begin(key);
        var sketch = default(SimHash);
        var sink = new KeywordSink(_keywords, ref sketch);
        sink.Weight = PrefixWeight;
        analyzer.Analyze(chunk.Prefix, _language, ref sink);
        sink.Weight = 1;
        analyzer.Analyze(chunk.Text, _language, ref sink);
        _keywords.SetWeight(sink.Length);
        while (_sketches.Count < chunk.Ordinal)
        {
            _sketches.Add(0);
        }

        _sketches.Add(sketch.Value());
        if (!chunk.Embedding.IsEmpty)
        {
            _vectors.Add(new EmbeddedChunk(key, chunk.Embedding));
        }
    }

    /// <summary>What was added since the last call.</summary>
    public (PostingSegment Keywords, IReadOnlyList<EmbeddedChunk> Vectors) TakeBatch()
    {
        var batch = (_keywords.Build(), _vectors);
        _keywords = new PostingSegmentBuilder();
        _vectors = [];
        return batch;
    }

    public IndexedFile ToFile() => new(fileId, version, number, [.. _sketches], _languages);
}
