namespace AgentGrid.Analytics;

/// <summary>The sum of a group of ledger rows.</summary>
/// <param name="CostUsd">Sum of the known costs; null when no call of the group has a price.</param>
/// <param name="UnpricedCalls">Calls whose price is unknown.</param>
[GenerateSerializer, Immutable, Alias("usage-group")]
public sealed record UsageGroup(
    [property: Id(0)] string Key,
    [property: Id(1)] long Calls,
    [property: Id(2)] long InputTokens,
    [property: Id(3)] long CachedInputTokens,
    [property: Id(4)] long OutputTokens,
    [property: Id(5)] decimal? CostUsd,
    [property: Id(6)] long UnpricedCalls);
