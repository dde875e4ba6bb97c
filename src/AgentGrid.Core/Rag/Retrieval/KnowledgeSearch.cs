using AgentGrid.Agents;
using AgentGrid.Core.Llm.Metering;

namespace AgentGrid.Core.Rag.Retrieval;

/// <summary>What to look for.</summary>
/// <param name="Text">The question.</param>
/// <param name="TopK">Most hits.</param>
/// <param name="Mode">Which arms to use.</param>
/// <param name="MinScore">Hits below it, 0 to 1, are left out; see <see cref="KnowledgeMatches.Confidence"/>.</param>
public sealed record KnowledgeSearch(string Text, int TopK, SearchMode Mode = SearchMode.Hybrid, double MinScore = 0)
{
    /// <summary>Who the question is embedded for.</summary>
    public UsageScope Usage { get; init; } = UsageScope.None;

    /// <summary>Whether the text is what somebody wrote, of which maybe only a part asks.</summary>
    public bool IsMessage { get; init; }
}
