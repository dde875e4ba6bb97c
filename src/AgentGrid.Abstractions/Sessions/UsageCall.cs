using AgentGrid.Analytics;

namespace AgentGrid.Sessions;

/// <summary>One provider call as users see it.</summary>
/// <param name="Purpose">One of <see cref="UsagePurposes"/>.</param>
/// <param name="CostUsd">Null when the price is unknown.</param>
/// <param name="Estimated">Whether the tokens were estimated because the provider did not say.</param>
/// <param name="Outcome">Whether it answered, failed, was cancelled, or was answered from the cache.</param>
[GenerateSerializer, Immutable, Alias("usage-call")]
public sealed record UsageCall(
    [property: Id(0)] string Purpose,
    [property: Id(1)] string Provider,
    [property: Id(2)] string Model,
    [property: Id(3)] long InputTokens,
    [property: Id(4)] long CachedInputTokens,
    [property: Id(5)] long OutputTokens,
    [property: Id(6)] decimal? CostUsd,
    [property: Id(7)] bool Estimated,
    [property: Id(8)] UsageOutcome Outcome = UsageOutcome.Succeeded);
