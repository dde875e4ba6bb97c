using AgentGrid.Core.Rag.Retrieval.Postings;

namespace AgentGrid.Core.Rag.Retrieval.Keywords;

/// <summary>The scores of one keyword search.</summary>
/// <param name="board">Where they stand; disposed with this.</param>
/// <param name="ideal">See <see cref="Ideal"/>.</param>
internal sealed class KeywordScores(ScoreBoard board, float ideal) : IDisposable
{
    /// <summary>The score of a chunk of average length that holds every term of the query once: the sum of their idf.</summary>
    public float Ideal { get; } = ideal;

    public List<ScoredChunk> Top(int count) => board.Top(count);

    public float ScoreOf(ChunkKey key) => board.ScoreOf(key);

    public void Dispose() => board.Dispose();
}
