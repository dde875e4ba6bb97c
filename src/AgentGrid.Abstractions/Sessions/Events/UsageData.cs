using System.Collections.Immutable;

namespace AgentGrid.Sessions.Events;

/// <summary>Data of <c>usage</c>: every provider call of the turn.</summary>
/// <param name="TotalCostUsd">Null when the price of any call is unknown.</param>
public sealed record UsageData(ImmutableArray<UsageCall> Calls, decimal? TotalCostUsd);
