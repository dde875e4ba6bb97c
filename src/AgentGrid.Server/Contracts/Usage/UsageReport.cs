using System.Collections.Immutable;
using AgentGrid.Analytics;

namespace AgentGrid.Server.Contracts.Usage;

/// <summary>Sums of the usage ledger.</summary>
internal sealed record UsageReport(ImmutableArray<UsageGroup> Items);
