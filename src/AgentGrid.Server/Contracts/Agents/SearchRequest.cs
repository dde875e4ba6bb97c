using AgentGrid.Agents;

namespace AgentGrid.Server.Contracts.Agents;

/// <summary>A search over an agent's files.</summary>
/// <param name="TopK">Most hits, 1 to 50. Default: the agent's.</param>
/// <param name="Mode">Default: the agent's.</param>
internal sealed record SearchRequest(string Query, int? TopK = null, SearchMode? Mode = null);
