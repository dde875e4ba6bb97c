using AgentGrid.Core.Rag.Embeddings;
using AgentGrid.Core.Rag.Retrieval.Postings;

namespace AgentGrid.Core.Rag.Retrieval.Vectors;

/// <summary>
/// Cosine of sublinear counts, the query's weighted by idf (SMART "lnc.ltc", Salton and Buckley 1988). A chunk's norm does not
/// depend on other chunks, so adding one changes no other.
/// </summary>
internal sealed class SparseVectorReader(PostingSnapshot snapshot) : IVectorReader
{
    // Chunks that an unrelated score of 0 is worth when few are there to tell the background from.
    private const int BackgroundPrior = 5;

    /// <inheritdoc/>
    public int Count => snapshot.LiveCount;

    internal long Bytes => snapshot.Bytes;

    /// <inheritdoc/>
    public ValueTask<VectorMatches> SearchAsync(
        ReadOnlyMemory<byte> query, int count, IReadOnlyList<ChunkKey> also, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(also);
        return ValueTask.FromResult(
            EmbeddingCodec.TryReadSparse(query.Span, out var pairs) && pairs.Length > 0 && snapshot.LiveCount > 0
                ? Search(pairs, count, also)
                : VectorMatches.None with { Also = new float[also.Count] });
    }

    private VectorMatches Search(ReadOnlySpan<byte> pairs, int count, IReadOnlyList<ChunkKey> also)
    {
        using var board = new ScoreBoard(snapshot);
        Span<float> weights = stackalloc float[byte.MaxValue + 1];
        var sum = 0f;
        var squares = 0f;
        var bucket = -1;
        for (var at = 0; at < pairs.Length;)
        {
            var tf = SublinearTf.Of(PostingCodec.Read(pairs, ref at, ref bucket));
            var weight = tf * Idf.Of(snapshot.TotalCount, snapshot.FrequencyOf((ulong)bucket));
            sum += weight;
            squares += weight * weight;
            for (var i = 1; i < weights.Length; i++)
            {
                weights[i] = weight * SublinearTf.Of(i);
            }

            for (var s = 0; s < snapshot.Segments.Length; s++)
            {
                Accumulate(snapshot.Segments[s].Find((ulong)bucket, out _), weights, board.Of(s));
            }
        }

        var queryNorm = squares > 0 ? 1 / MathF.Sqrt(squares) : 0;
        for (var s = 0; s < snapshot.Segments.Length; s++)
        {
            var scores = board.Of(s);
            System.Numerics.Tensors.TensorPrimitives.Multiply(scores, snapshot.Segments[s].Weights, scores);
            System.Numerics.Tensors.TensorPrimitives.Multiply(scores, queryNorm, scores);
        }

        var hits = board.Top(count);
        var best = hits.Count > 0 ? hits[0].Score : 0;
        var background = (float)(Math.Max(0, board.Sum() - best) / Math.Max(1, snapshot.TotalCount - 1 + BackgroundPrior));

        // A chunk of average length with every bucket of the query once.
        var ideal = sum * queryNorm * (float)(snapshot.TotalWeight / snapshot.TotalCount);
        return new VectorMatches(hits, [.. also.Select(board.ScoreOf)], Math.Max(ideal, best), background);
    }

    private static void Accumulate(ReadOnlySpan<byte> list, ReadOnlySpan<float> weights, Span<float> scores)
    {
        var chunk = -1;
        for (var at = 0; at < list.Length;)
        {
            var count = PostingCodec.Read(list, ref at, ref chunk);
            scores[chunk] += weights[count];
        }
    }
}
