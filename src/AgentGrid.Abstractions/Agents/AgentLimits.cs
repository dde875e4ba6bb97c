namespace AgentGrid.Agents;

/// <summary>Bounds of one turn.</summary>
[GenerateSerializer, Immutable, Alias("agent-limits")]
public sealed record AgentLimits
{
    /// <summary>
    /// US dollars after which a turn asks the model no more, all its calls together. What it has said by then is its answer, with the
    /// finish reason <c>cost_limit</c>; without a word it fails with <c>turn_cost_exceeded</c>. Default: no limit.
    /// </summary>
    [Id(0)]
    public decimal? MaxTurnCostUsd { get; init; }

    /// <summary>
    /// How often tools may be called and answered in one turn, 0 to 50. A model that goes on asking ends with the finish reason
    /// <c>tool_rounds</c>, and without a word fails with <c>tool_rounds_exceeded</c>. Default: 8.
    /// </summary>
    [Id(1)]
    public int MaxToolRounds { get; init; } = 8;
}
