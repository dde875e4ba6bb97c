namespace AgentGrid.Agents;

/// <summary>Bounds of one turn.</summary>
[GenerateSerializer, Immutable, Alias("agent-limits")]
public sealed record AgentLimits
{
    /// <summary>US dollars after which a turn makes no further model call. Default: no limit.</summary>
    [Id(0)]
    public decimal? MaxTurnCostUsd { get; init; }

    /// <summary>How often tools may be called and answered in one turn, 0 to 50. Default: 8.</summary>
    [Id(1)]
    public int MaxToolRounds { get; init; } = 8;
}
