namespace AgentGrid.Core.Rag.Retrieval;

/// <summary>The answer of a search.</summary>
/// <param name="Hits">Best first.</param>
/// <param name="Confidence">
/// Score of the best chunk before <see cref="KnowledgeSearch.MinScore"/> applied: the share of the question's weight that it
/// covers, 0 to 1. Other hits score in proportion to it. A question about something else stays below
/// <see cref="OffTopic"/>.
/// </param>
public sealed record KnowledgeMatches(IReadOnlyList<KnowledgeHit> Hits, double Confidence)
{
    /// <summary>Below this confidence the knowledge most likely says nothing about the question.</summary>
    public const double OffTopic = 0.33;

    public static readonly KnowledgeMatches None = new([], 0);

    /// <summary>Whether nothing found is likely to answer the question.</summary>
    public bool IsOffTopic => Confidence < OffTopic;
}
