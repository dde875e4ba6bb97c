namespace AgentGrid.Core.Rag.Retrieval;

/// <summary>What one arm of a search says of the candidates.</summary>
/// <param name="Hits">Its own candidates, best first.</param>
/// <param name="ScoreOf">Its score of any candidate.</param>
/// <param name="Ideal">The score of a chunk that holds all of the query.</param>
/// <param name="Background">The score of an unrelated chunk.</param>
/// <param name="Weight">Its say in the fusion when both arms are sure.</param>
internal sealed record ArmScores(
    IReadOnlyList<ScoredChunk> Hits, Func<ChunkKey, float> ScoreOf, float Ideal, float Background, double Weight)
{
    /// <summary>The arm's score of its best candidate; 0 when it has none.</summary>
    public float Best => Hits.Count > 0 ? Hits[0].Score : 0;

    /// <summary>The share of the query a score stands for, 0 to 1.</summary>
    public double Share(float score) =>
        Ideal <= Background ? 0 : Math.Clamp((score - Background) / (double)(Ideal - Background), 0, 1);
}
