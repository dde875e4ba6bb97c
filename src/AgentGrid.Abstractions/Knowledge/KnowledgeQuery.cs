using AgentGrid.Agents;
using AgentGrid.Analytics;

namespace AgentGrid.Knowledge;

/// <summary>A search over an agent's files.</summary>
/// <param name="TopK">Most hits, 1 to 50.</param>
/// <param name="MinScore">Hits below it, 0 to 1, are left out.</param>
/// <param name="Surround">Chunks before and after each hit that the answer brings along, 0 to 5.</param>
/// <param name="Owner">Who pays where a provider embeds the question; null: nobody in particular.</param>
/// <param name="IsMessage">Whether the text is what somebody wrote, of which maybe only a part asks.</param>
[GenerateSerializer, Immutable, Alias("knowledge-query")]
public sealed record KnowledgeQuery(
    [property: Id(0)] string Text,
    [property: Id(1)] int TopK,
    [property: Id(2)] SearchMode Mode,
    [property: Id(3)] double MinScore,
    [property: Id(4)] int Surround = 0,
    [property: Id(5)] UsageOwner? Owner = null,
    [property: Id(6)] bool IsMessage = false);
