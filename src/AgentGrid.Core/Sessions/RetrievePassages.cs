using System.Collections.Immutable;
using AgentGrid.Knowledge;

namespace AgentGrid.Core.Sessions;

/// <summary>Searches the agent's files for what fits <paramref name="query"/>, best first, already cut to the agent's settings.</summary>
public delegate Task<Outcome<ImmutableArray<SearchHit>>> RetrievePassages(string query, CancellationToken cancellationToken);
