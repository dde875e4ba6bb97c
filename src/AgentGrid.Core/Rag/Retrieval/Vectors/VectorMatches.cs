namespace AgentGrid.Core.Rag.Retrieval.Vectors;

/// <summary>The answer of a vector search.</summary>
/// <param name="Hits">The nearest chunks, best first; of equals the lower key first.</param>
/// <param name="Also">Scores of the chunks asked for by key, in their order; 0 for one that is not in the index.</param>
/// <param name="Ideal">The score a chunk that says exactly the query would have: 1 for cosines.</param>
/// <param name="Background">The score of an unrelated chunk: the mean, without the best.</param>
public sealed record VectorMatches(IReadOnlyList<ScoredChunk> Hits, IReadOnlyList<float> Also, float Ideal, float Background)
{
    public static readonly VectorMatches None = new([], [], 1, 0);
}
