using AgentGrid.Knowledge;

namespace AgentGrid.Core.Sessions.Grounding;

/// <summary>
/// Searches the agent's files by the agent's settings: at most <paramref name="count"/> hits, with <paramref name="surround"/>
/// chunks before and after each.
/// </summary>
public delegate Task<Outcome<SearchResult>> RetrievePassages(
    string query, int count, int surround, CancellationToken cancellationToken);
