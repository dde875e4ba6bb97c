using AgentGrid.Analytics;

namespace AgentGrid.Storage.Usage;

/// <summary>Which rows of the ledger are summed, and how they are grouped.</summary>
/// <param name="From">First moment, inclusive.</param>
/// <param name="To">Last moment, exclusive.</param>
/// <param name="VisibleTo">
/// Only rows this user may see: their own calls, and all calls of agents they own. Null for every row.
/// </param>
/// <param name="AgentId">Only this agent's rows.</param>
public sealed record UsageFilter(
    UsageGrouping GroupBy,
    DateTimeOffset From,
    DateTimeOffset To,
    string? VisibleTo = null,
    string? AgentId = null);
