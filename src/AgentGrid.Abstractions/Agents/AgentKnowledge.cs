namespace AgentGrid.Agents;

/// <summary>How an agent's files are searched and used.</summary>
[GenerateSerializer, Immutable, Alias("agent-knowledge")]
public sealed record AgentKnowledge
{
    /// <summary>Passages an answer sees when the config does not say.</summary>
    public const int DefaultTopK = 6;

    /// <summary>Whether files are searched at all. Default: true.</summary>
    [Id(0)]
    public bool Enabled { get; init; } = true;

    /// <summary>Most passages an answer sees, 1 to 50. Default: 6.</summary>
    [Id(1)]
    public int TopK { get; init; } = DefaultTopK;

    /// <summary>
    /// Passages below this score, 0 to 1, are left out; the score is the share of the question that a passage covers, as far as
    /// it can be told. Default: 0.15, which drops a third of what questions about something else find, and no passage that
    /// answers. From 0.3 on, questions about something else find nothing, and some vague ones neither.
    /// </summary>
    [Id(2)]
    public double MinScore { get; init; } = 0.15;

    /// <summary>Default: hybrid.</summary>
    [Id(3)]
    public SearchMode Mode { get; init; } = SearchMode.Hybrid;

    /// <summary>
    /// Whether the agent's model chooses the passages of an answer from a larger number of them: one more call before the answer,
    /// metered with purpose <c>rerank</c>. Not used with the offline provider. Default: false.
    /// </summary>
    [Id(4)]
    public bool Rerank { get; init; }

    /// <summary>Default: documentsFirst.</summary>
    [Id(5)]
    public KnowledgeScope Scope { get; init; } = KnowledgeScope.DocumentsFirst;

    /// <summary>Default: always.</summary>
    [Id(6)]
    public CitationPolicy Citations { get; init; } = CitationPolicy.Always;
}
