using AgentGrid.Core.Rag.Retrieval.Postings;

namespace AgentGrid.Core.Rag.Retrieval.Vectors;

/// <summary>
/// Vectors of the built-in embedder as an inverted index: about one byte for each bucket a chunk fills, and a query reads only
/// the lists of its own buckets.
/// </summary>
public sealed class SparseVectorIndex : IVectorIndex
{
    private const int SegmentChunks = 4_096;
    private readonly PostingIndex _index = new();

    /// <inheritdoc/>
    public IVectorReader OpenReader() => new SparseVectorReader(_index.Snapshot);

    /// <inheritdoc/>
    public ValueTask AddAsync(IReadOnlyList<EmbeddedChunk> chunks, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(chunks);
        var all = chunks as EmbeddedChunk[] ?? [.. chunks];
        var segments = new List<PostingSegment>();
        for (var start = 0; start < all.Length; start += SegmentChunks)
        {
            cancellationToken.ThrowIfCancellationRequested();
            segments.Add(SparseSegment.Of(all.AsSpan(start, Math.Min(SegmentChunks, all.Length - start))));
        }

        _index.Add(segments);
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public ValueTask RemoveAsync(int file, CancellationToken cancellationToken = default)
    {
        _index.Remove(file);
        return ValueTask.CompletedTask;
    }
}
