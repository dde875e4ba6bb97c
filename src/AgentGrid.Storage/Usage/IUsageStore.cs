using System.Collections.Immutable;
using AgentGrid.Analytics;

namespace AgentGrid.Storage.Usage;

/// <summary>The ledger of provider calls.</summary>
public interface IUsageStore
{
    /// <summary>Appends rows; one whose id is there already is left as it is.</summary>
    ValueTask AppendAsync(IReadOnlyList<UsageRecord> records, CancellationToken cancellationToken = default);

    /// <summary>
    /// Exact sums by group, in the order of keys. The version's key is <c>agentId@version</c>, the model's <c>provider/model</c>;
    /// rows without the thing grouped by have the empty key.
    /// </summary>
    ValueTask<ImmutableArray<UsageGroup>> SumAsync(UsageFilter filter, CancellationToken cancellationToken = default);
}
