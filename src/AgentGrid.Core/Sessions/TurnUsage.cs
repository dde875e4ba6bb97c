using AgentGrid.Analytics;
using AgentGrid.Sessions;
using AgentGrid.Sessions.Events;

namespace AgentGrid.Core.Sessions;

/// <summary>A turn's ledger records as users see them.</summary>
public static class TurnUsage
{
    public static UsageData Of(IReadOnlyList<UsageRecord> records)
    {
        ArgumentNullException.ThrowIfNull(records);
        return new UsageData(
            [.. records.Select(record => new UsageCall(
                record.Purpose,
                record.Provider,
                record.Model,
                record.InputTokens,
                record.CachedInputTokens,
                record.OutputTokens,
                record.CostUsd,
                record.Estimated))],
            records.Any(record => record.CostUsd is null) ? null : records.Sum(record => record.CostUsd!.Value));
    }
}
