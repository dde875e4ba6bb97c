using AgentGrid.Core.Rag.Retrieval.Keywords;
using AgentGrid.Core.Rag.Retrieval.Postings;
using AgentGrid.Core.Rag.Retrieval.Vectors;
using AgentGrid.Core.Rag.Text;

namespace AgentGrid.Core.Rag.Retrieval;

/// <summary>Turns the chunks of files, one file after the other, into keyword segments and vectors, a batch at a time.</summary>
internal sealed class FileIndexer(TextAnalyzer analyzer)
{
    /// <summary>Chunks in a batch: what is held in memory at once.</summary>
    public const int BatchSize = 4_096;

    // A word of the title or of a heading tells more of what a chunk is about than one in its text (BM25F, Robertson et al. 2004).
    private const int PrefixWeight = 2;

    private readonly List<ulong> _sketches = [];
    private readonly List<ulong> _contents = [];
    private int[] _languages = new int[TextLanguages.Count];
    private PostingSegmentBuilder _keywords = new();
    private List<EmbeddedChunk> _vectors = [];
    private TextLanguage _language;
    private int _number;
    private int _lastOrdinal;

    public bool IsFull => _keywords.Count >= BatchSize;

    /// <summary>Begins a file; its number is above those before.</summary>
    public void Begin(int number)
    {
        _number = number;
        _lastOrdinal = -1;
        _language = default;
        _languages = new int[TextLanguages.Count];
        _sketches.Clear();
        _contents.Clear();
    }

    /// <summary>Adds the next chunk; ordinals ascend.</summary>
    /// <exception cref="ArgumentException">The ordinal does not ascend.</exception>
    public void Add(in IndexedChunk chunk)
    {
        if (chunk.Ordinal <= _lastOrdinal)
        {
            throw new ArgumentException($"Chunk {chunk.Ordinal} follows chunk {_lastOrdinal} of its file; ordinals must ascend.", nameof(chunk));
        }

        _lastOrdinal = chunk.Ordinal;
        var key = new ChunkKey(_number, chunk.Ordinal);

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
            _contents.Add(0);
        }

        _sketches.Add(sketch.Value());
        _contents.Add(ContentOf(chunk));
        if (!chunk.Embedding.IsEmpty)
        {
            _vectors.Add(new EmbeddedChunk(key, chunk.Embedding));
        }
    }

    // The same text is the same whatever file it stands in, unless its title says more than it does.
    private static ulong ContentOf(in IndexedChunk chunk)
    {
        var text = TermHash.OfText(chunk.Text);
        return chunk.Prefix?.Length > chunk.Text.Length ? TermHash.Pair(TermHash.OfText(chunk.Prefix), text) : text;
    }

    /// <summary>What was added since the last call.</summary>
    public IndexBatch TakeBatch()
    {
        var batch = new IndexBatch(_keywords.Build(), _vectors);
        _keywords = new PostingSegmentBuilder();
        _vectors = [];
        return batch;
    }

    /// <summary>What searches need to know of the file that was begun last.</summary>
    public IndexedFile End(string fileId, int version) => new(fileId, version, _number, [.. _sketches], [.. _contents], _languages);
}
