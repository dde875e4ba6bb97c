using System.Collections.Immutable;

namespace AgentGrid.Sessions;

/// <summary>What a message cost.</summary>
/// <param name="TotalCostUsd">Null when the price of any call is unknown.</param>
[GenerateSerializer, Immutable, Alias("message-usage")]
public sealed record MessageUsage(
    [property: Id(0)] ImmutableArray<UsageCall> Calls,
    [property: Id(1)] decimal? TotalCostUsd);
