namespace AgentGrid.Sessions;

/// <summary>Why an answer ended.</summary>
public static class FinishReasons
{
#pragma warning disable CS1591 // The names say it.
    public const string Stop = "stop";
    public const string Length = "length";
    public const string ContentFilter = "content_filter";
    public const string ToolRounds = "tool_rounds";
    public const string CostLimit = "cost_limit";
    public const string Cancelled = "cancelled";
    public const string Interrupted = "interrupted";
#pragma warning restore CS1591
}
