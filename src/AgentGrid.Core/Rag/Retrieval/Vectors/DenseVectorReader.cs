using System.Buffers;
using System.Collections.Immutable;
using System.Numerics.Tensors;
using AgentGrid.Core.Rag.Embeddings;

namespace AgentGrid.Core.Rag.Retrieval.Vectors;

/// <summary>
/// Exact search in two passes. The first takes the dot product of 8-bit codes, which is off by at most the row's rounding error
/// times the query's length. The second takes the exact product of the rows whose upper bound reaches the lower bound of the
/// last of the best, so that no row of the true answer is missed.
/// </summary>
internal sealed class DenseVectorReader(
    int dimensions, ImmutableArray<DenseBlock> blocks, ImmutableArray<int> counts, ImmutableHashSet<ChunkKey> dead) : IVectorReader
{
    // Covers the rounding of the floating-point sums themselves.
    private const float Slack = 1e-5f;

    private readonly int _rows = counts.Sum();

    public ImmutableArray<DenseBlock> Blocks => blocks;

    /// <summary>Rows of each block that this view sees.</summary>
    public ImmutableArray<int> Counts => counts;

    public ImmutableHashSet<ChunkKey> Dead => dead;

    /// <inheritdoc/>
    public int Count => _rows - dead.Count;

    /// <inheritdoc/>
    public ValueTask<VectorMatches> SearchAsync(
        ReadOnlyMemory<byte> query, int count, IReadOnlyList<ChunkKey> also, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(also);
        var vector = new float[dimensions];
        var isUsable = EmbeddingCodec.TryReadDense(query.Span, vector) && TensorPrimitives.Norm<float>(vector) is > 0 and < float.MaxValue;
        return ValueTask.FromResult(
            isUsable && Count > 0 ? Search(vector, count, also) : VectorMatches.None with { Also = new float[also.Count] });
    }

    private VectorMatches Search(float[] query, int count, IReadOnlyList<ChunkKey> also)
    {
        TensorPrimitives.Divide(query, TensorPrimitives.Norm<float>(query), query);
        var approximate = ArrayPool<float>.Shared.Rent(_rows);
        try
        {
            var queryError = Approximate(query, approximate);
            var hits = Rescore(query, approximate, queryError, count);
            var best = hits.Count > 0 ? hits[0].Score : 0;
            var sum = TensorPrimitives.Sum<float>(approximate.AsSpan(0, _rows));
            var background = _rows > 1 ? Math.Clamp((sum - best) / (_rows - 1), 0, Math.Max(0, best)) : 0;
            return new VectorMatches(hits, ScoresOf(query, also), 1, background);
        }
        finally
        {
            ArrayPool<float>.Shared.Return(approximate);
        }
    }

    // Answers the length of the difference between the query and its 16-bit form.
    private float Approximate(float[] query, float[] approximate)
    {
        Span<short> codes = new short[DenseBlock.StrideOf(dimensions)];
        var scale = Math.Abs(TensorPrimitives.MaxMagnitude<float>(query)) / Int8Dot.MaxQuery;
        var error = 0f;
        for (var i = 0; i < query.Length; i++)
        {
            codes[i] = (short)MathF.Round(query[i] / scale);
            var lost = query[i] - (codes[i] * scale);
            error += lost * lost;
        }

        Span<int> products = new int[DenseBlock.MaxRows];
        var at = 0;
        for (var b = 0; b < blocks.Length; b++)
        {
            var rows = counts[b];
            var output = approximate.AsSpan(at, rows);
            Int8Dot.Rows(codes, blocks[b].Codes(rows), products[..rows]);
            TensorPrimitives.ConvertTruncating<int, float>(products[..rows], output);
            TensorPrimitives.Multiply(output, blocks[b].Scales.AsSpan(0, rows), output);
            TensorPrimitives.Multiply(output, scale, output);
            at += rows;
        }

        return MathF.Sqrt(error);
    }

    private List<ScoredChunk> Rescore(float[] query, float[] approximate, float queryError, int count)
    {
        var floor = LowerBound(approximate, queryError, count);
        var top = new TopChunks(count, float.NegativeInfinity);
        var at = 0;
        for (var b = 0; b < blocks.Length; b++)
        {
            var block = blocks[b];
            for (var row = 0; row < counts[b]; row++, at++)
            {
                if (approximate[at] + Bound(block.Errors[row], queryError) >= floor && !IsDead(block.Keys[row]))
                {
                    top.Add(new ScoredChunk(block.Keys[row], TensorPrimitives.Dot(query, block.Row(row))));
                }
            }
        }

        return top.Take();
    }

    // The least score that the last of the best surely has.
    private float LowerBound(float[] approximate, float queryError, int count)
    {
        var best = new PriorityQueue<float, float>(Math.Min(count, _rows) + 1);
        var floor = float.NegativeInfinity;
        var at = 0;
        for (var b = 0; b < blocks.Length; b++)
        {
            var block = blocks[b];
            for (var row = 0; row < counts[b]; row++, at++)
            {
                var lower = approximate[at] - Bound(block.Errors[row], queryError);
                if (lower <= floor || IsDead(block.Keys[row]))
                {
                    continue;
                }

                best.Enqueue(lower, lower);
                if (best.Count > count)
                {
                    best.Dequeue();
                }

                if (best.Count == count)
                {
                    floor = best.Peek();
                }
            }
        }

        return best.Count < count ? float.NegativeInfinity : floor;
    }

    private float[] ScoresOf(float[] query, IReadOnlyList<ChunkKey> keys)
    {
        var scores = new float[keys.Count];
        for (var i = 0; i < scores.Length; i++)
        {
            scores[i] = IsDead(keys[i]) || Find(keys[i]) is not { } place ? 0 : TensorPrimitives.Dot(query, blocks[place.Block].Row(place.Row));
        }

        return scores;
    }

    // Keys ascend from block to block and within each.
    private (int Block, int Row)? Find(ChunkKey key)
    {
        for (var b = 0; b < blocks.Length; b++)
        {
            if (counts[b] > 0 && blocks[b].Keys[counts[b] - 1] >= key)
            {
                var row = Array.BinarySearch(blocks[b].Keys, 0, counts[b], key);
                return row < 0 ? null : (b, row);
            }
        }

        return null;
    }

    private bool IsDead(ChunkKey key) => dead.Count > 0 && dead.Contains(key);

    // |q·d − q'·d'| ≤ |q − q'|·|d| + |q'|·|d − d'| with |d| = 1 and |q'| at most 1 + |q − q'|.
    private static float Bound(float error, float queryError) => queryError + ((1 + queryError) * error) + Slack;
}
