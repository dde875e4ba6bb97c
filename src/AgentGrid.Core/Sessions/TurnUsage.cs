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
                record.Estimated,
                record.Outcome))],
            records.Any(CostsUnknown) ? null : records.Sum(record => record.CostUsd ?? 0m));
    }

    // A call that spent no token cost nothing, whatever its model's price.
    private static bool CostsUnknown(UsageRecord record) => record is { CostUsd: null } and not { InputTokens: 0, OutputTokens: 0 };
}
