namespace AgentGrid.Core.Rag.Retrieval;

/// <summary>Keeps the best of many scored chunks. Candidates come in the order of their keys, so that of equals the first stays.</summary>
internal sealed class TopChunks(int count, float floor = 0)
{
    private readonly PriorityQueue<ScoredChunk, (float Score, ChunkKey Key)> _worstFirst = new(
        Math.Min(count, 1_024),
        Comparer<(float Score, ChunkKey Key)>.Create(static (a, b) =>
            a.Score != b.Score ? a.Score.CompareTo(b.Score) : b.Key.CompareTo(a.Key)));

    /// <summary>A candidate must score above this to get in; at first the <c>floor</c> given.</summary>
    public float Floor { get; private set; } = floor;

    public void Add(in ScoredChunk candidate)
    {
        if (count <= 0)
        {
            return;
        }

        if (_worstFirst.Count < count)
        {
            _worstFirst.Enqueue(candidate, (candidate.Score, candidate.Key));
        }
        else
        {
            _worstFirst.EnqueueDequeue(candidate, (candidate.Score, candidate.Key));
        }

        if (_worstFirst.Count == count)
        {
            Floor = _worstFirst.Peek().Score;
        }
    }

    /// <summary>What was kept, best first.</summary>
    public List<ScoredChunk> Take()
    {
        var kept = new List<ScoredChunk>(_worstFirst.Count);
        while (_worstFirst.TryDequeue(out var chunk, out _))
        {
            kept.Add(chunk);
        }

        kept.Reverse();
        return kept;
    }
}
