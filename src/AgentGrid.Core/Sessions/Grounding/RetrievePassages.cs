using AgentGrid.Knowledge;

namespace AgentGrid.Core.Sessions.Grounding;

/// <summary>Searches the agent's files by the agent's settings, with at most <paramref name="count"/> hits.</summary>
public delegate Task<Outcome<SearchResult>> RetrievePassages(string query, int count, CancellationToken cancellationToken);
