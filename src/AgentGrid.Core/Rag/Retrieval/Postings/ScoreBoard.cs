using System.Buffers;

namespace AgentGrid.Core.Rag.Retrieval.Postings;

/// <summary>One running score for each chunk of a snapshot. Rents its arrays: dispose it.</summary>
internal sealed class ScoreBoard : IDisposable
{
    private readonly PostingSnapshot _snapshot;
    private readonly float[][] _scores;

    public ScoreBoard(PostingSnapshot snapshot)
    {
        _snapshot = snapshot;
        _scores = new float[snapshot.Segments.Length][];
        for (var s = 0; s < _scores.Length; s++)
        {
            var length = snapshot.Segments[s].Chunks.Length;
            _scores[s] = ArrayPool<float>.Shared.Rent(length);
            _scores[s].AsSpan(0, length).Clear();
        }
    }

    /// <summary>The scores of a segment's chunks, to add to.</summary>
    public Span<float> Of(int segment) => _scores[segment].AsSpan(0, _snapshot.Segments[segment].Chunks.Length);

    public float ScoreOf(ChunkKey key)
    {
        for (var s = 0; s < _scores.Length; s++)
        {
            var segment = _snapshot.Segments[s];
            var chunk = segment.IndexOf(key);
            if (chunk >= 0)
            {
                return segment.IsDead(chunk) ? 0 : _scores[s][chunk];
            }
        }

        return 0;
    }

    /// <summary>The best living chunks with a score above 0, best first; of equals the lower key first.</summary>
    public List<ScoredChunk> Top(int count)
    {
        var top = new TopChunks(count);
        for (var s = 0; s < _scores.Length; s++)
        {
            var segment = _snapshot.Segments[s];
            var scores = Of(s);
            for (var i = 0; i < scores.Length; i++)
            {
                if (scores[i] > top.Floor && !segment.IsDead(i))
                {
                    top.Add(new ScoredChunk(segment.Chunks[i], scores[i]));
                }
            }
        }

        return top.Take();
    }

    /// <summary>Sum of all scores, removed chunks included.</summary>
    public double Sum()
    {
        var sum = 0.0;
        for (var s = 0; s < _scores.Length; s++)
        {
            sum += System.Numerics.Tensors.TensorPrimitives.Sum<float>(Of(s));
        }

        return sum;
    }

    public void Dispose()
    {
        foreach (var scores in _scores)
        {
            ArrayPool<float>.Shared.Return(scores);
        }
    }
}
