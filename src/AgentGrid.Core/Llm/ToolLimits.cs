namespace AgentGrid.Core.Llm;

/// <summary>
/// What one turn may use: at most <paramref name="MaxRounds"/> rounds of tool calls, after which the model must answer
/// without tools, and at most <paramref name="MaxCostUsd"/> US dollars (null: no limit of its own).
/// </summary>
public sealed record ToolLimits(int MaxRounds, decimal? MaxCostUsd)
{
    public static ToolLimits Default { get; } = new(8, null);
}
