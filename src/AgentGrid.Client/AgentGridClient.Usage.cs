using AgentGrid.Analytics;

namespace AgentGrid.Client;

public sealed partial class AgentGridClient
{
    /// <summary>Calls, tokens and cost of what the caller may see, summed.</summary>
    /// <param name="from">Null: 30 days before the end.</param>
    /// <param name="to">Exclusive. Null: now.</param>
    public async Task<IReadOnlyList<UsageGroup>> GetUsageAsync(
        UsageGrouping groupBy = UsageGrouping.Model, DateTimeOffset? from = null, DateTimeOffset? to = null,
        CancellationToken cancellationToken = default)
    {
        var path = ApiPath.With("api/usage", ("groupBy", groupBy), ("from", from), ("to", to));
        return (await ListAsync<UsageGroup>(path, cancellationToken)).Items;
    }
}
