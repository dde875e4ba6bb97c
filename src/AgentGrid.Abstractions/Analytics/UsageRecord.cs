namespace AgentGrid.Analytics;

/// <summary>One row of the usage ledger: one call of one provider.</summary>
/// <param name="Purpose">One of <see cref="UsagePurposes"/>.</param>
/// <param name="InputTokens">All input tokens, cached ones included.</param>
/// <param name="CachedInputTokens">Those of the input that were read from the provider's cache.</param>
/// <param name="OutputTokens">All output tokens, reasoning ones included.</param>
/// <param name="CostUsd">US dollars; null when the price is unknown.</param>
/// <param name="Estimated">Whether tokens were estimated because the provider did not say.</param>
[GenerateSerializer, Immutable, Alias("usage-record")]
public sealed record UsageRecord(
    [property: Id(0)] string Id,
    [property: Id(1)] string? UserId,
    [property: Id(2)] string? AgentId,
    [property: Id(3)] int? AgentVersion,
    [property: Id(4)] string? SessionId,
    [property: Id(5)] string? TurnId,
    [property: Id(6)] string Purpose,
    [property: Id(7)] string Provider,
    [property: Id(8)] string Model,
    [property: Id(9)] long InputTokens,
    [property: Id(10)] long CachedInputTokens,
    [property: Id(11)] long OutputTokens,
    [property: Id(12)] long ReasoningTokens,
    [property: Id(13)] decimal? CostUsd,
    [property: Id(14)] bool Estimated,
    [property: Id(15)] UsageOutcome Outcome,
    [property: Id(16)] double DurationMs,
    [property: Id(17)] DateTimeOffset CreatedAt);
