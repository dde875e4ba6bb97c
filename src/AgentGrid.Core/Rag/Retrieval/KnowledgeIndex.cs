using AgentGrid.Core.Rag.Embeddings;
using AgentGrid.Core.Rag.Retrieval.Keywords;
using AgentGrid.Core.Rag.Retrieval.Postings;
using AgentGrid.Core.Rag.Retrieval.Vectors;
using AgentGrid.Core.Rag.Text;

namespace AgentGrid.Core.Rag.Retrieval;

/// <summary>
/// The search index of one agent, in memory: a keyword index and vectors of one model. Holds no text. Searches run on any
/// thread while files are added and removed, and each sees the files of one moment, whole or not at all; changes wait for each
/// other.
/// </summary>
public sealed partial class KnowledgeIndex : IDisposable
{
    private readonly IVectorIndex _vectors;
    private readonly PostingIndex _keywords = new();
    private readonly SemaphoreSlim _writer = new(1, 1);
    private readonly HybridSearcher _searcher;
    private IndexState _state;
    private int _lastNumber;

    /// <summary>An index of vectors by <paramref name="embedder"/>, kept in <paramref name="vectors"/>, which must be empty.</summary>
    public KnowledgeIndex(ITextEmbedder embedder, IVectorIndex vectors)
    {
        ArgumentNullException.ThrowIfNull(embedder);
        ArgumentNullException.ThrowIfNull(vectors);
        _vectors = vectors;
        _searcher = new HybridSearcher(embedder);
        _state = IndexState.Empty(new KeywordReader(_keywords.Snapshot), vectors.OpenReader());
    }

    /// <summary>An empty index for an embedder: sparse for the built-in one, dense for others.</summary>
    public static KnowledgeIndex For(ITextEmbedder embedder)
    {
        ArgumentNullException.ThrowIfNull(embedder);
        return new KnowledgeIndex(
            embedder, embedder is NgramEmbedder ? new SparseVectorIndex() : new DenseVectorIndex(embedder.Dimensions));
    }

    /// <summary>Files that searches see.</summary>
    public int FileCount => Current.Files.Count;

    /// <summary>Chunks that searches see.</summary>
    public int ChunkCount => Current.Keywords.Count;

    private IndexState Current => Volatile.Read(ref _state);

    /// <summary>Whether searches see the file.</summary>
    public bool Contains(string fileId) => Current.Files.ContainsKey(fileId);

    /// <summary>Adds a file, in place of what there was of it. It shows in searches all at once, at the end.</summary>
    /// <param name="fileId">The file.</param>
    /// <param name="chunks">Its chunks by ascending ordinal; read once, held a few thousand at a time.</param>
    /// <param name="version">Which form of the file these are the chunks of; its hits say it.</param>
    /// <param name="cancellationToken">Stops and leaves the index as it was.</param>
    public async Task AddFileAsync(
        string fileId, IAsyncEnumerable<IndexedChunk> chunks, int version = 0, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(fileId);
        ArgumentNullException.ThrowIfNull(chunks);
        await _writer.WaitAsync(cancellationToken);
        var analyzer = TextAnalyzerPool.Rent();
        var indexer = new FileIndexer(analyzer);
        var number = ++_lastNumber;
        var isAdded = false;
        try
        {
            indexer.Begin(number);
            await foreach (var chunk in chunks.WithCancellation(cancellationToken))
            {
                indexer.Add(chunk);
                if (indexer.IsFull)
                {
                    await AddAsync(indexer.TakeBatch(), cancellationToken);
                }
            }

            await AddAsync(indexer.TakeBatch(), cancellationToken);
            await ReplaceAsync([indexer.End(fileId, version)]);
            isAdded = true;
        }
        finally
        {
            TextAnalyzerPool.Return(analyzer);
            if (!isAdded)
            {
                await DropAsync(number);
            }

            _writer.Release();
        }
    }

    /// <summary>Removes a file; harmless when there is none.</summary>
    public async Task RemoveFileAsync(string fileId, CancellationToken cancellationToken = default)
    {
        await _writer.WaitAsync(cancellationToken);
        try
        {
            if (Current.Files.TryGetValue(fileId, out var file))
            {
                await DropAsync(file.Number);
                Publish([], [file]);
            }
        }
        finally
        {
            _writer.Release();
        }
    }

    /// <summary>The chunks that answer a question best.</summary>
    public ValueTask<KnowledgeMatches> SearchAsync(KnowledgeSearch search, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(search);
        return _searcher.SearchAsync(Current, search, cancellationToken);
    }

    /// <inheritdoc/>
    public void Dispose() => _writer.Dispose();

    private async ValueTask AddAsync(IndexBatch batch, CancellationToken cancellationToken)
    {
        _keywords.Add([batch.Keywords]);
        if (batch.Vectors.Count > 0)
        {
            await _vectors.AddAsync(batch.Vectors, cancellationToken);
        }
    }

    /// <summary>Shows files whose chunks are in both arms, in place of what there was of them.</summary>
    private async ValueTask ReplaceAsync(IReadOnlyList<IndexedFile> added)
    {
        var before = new List<IndexedFile>();
        foreach (var file in added)
        {
            if (Current.Files.TryGetValue(file.Id, out var replaced))
            {
                await DropAsync(replaced.Number);
                before.Add(replaced);
            }
        }

        Publish(added, before);
    }

    private async ValueTask DropAsync(int number)
    {
        _keywords.Remove(number);
        await _vectors.RemoveAsync(number);
    }

    private void Publish(IReadOnlyList<IndexedFile> added, IReadOnlyList<IndexedFile> removed) =>
        Volatile.Write(ref _state, Current.With(added, removed, new KeywordReader(_keywords.Snapshot), _vectors.OpenReader()));
}
