namespace AgentGrid.Analytics;

/// <summary>Who a provider call is for, where the call is made by another grain.</summary>
/// <param name="SessionId">Null where no chat asked for it.</param>
/// <param name="TurnId">Null where no chat asked for it.</param>
[GenerateSerializer, Immutable, Alias("usage-owner")]
public sealed record UsageOwner(
    [property: Id(0)] string UserId,
    [property: Id(1)] string AgentId,
    [property: Id(2)] int? AgentVersion = null,
    [property: Id(3)] string? SessionId = null,
    [property: Id(4)] string? TurnId = null);
