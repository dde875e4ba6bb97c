namespace AgentGrid.Sessions;

/// <summary>The names of a turn's events.</summary>
public static class TurnEventNames
{
#pragma warning disable CS1591 // The names say it; their data are in Sessions/Events.
    public const string Started = "turn.started";
    public const string Retrieval = "retrieval";
    public const string Delta = "delta";
    public const string ToolCall = "tool.call";
    public const string ToolResult = "tool.result";
    public const string ApprovalNeeded = "approval.needed";
    public const string Usage = "usage";
    public const string Completed = "turn.completed";
    public const string Failed = "turn.failed";
#pragma warning restore CS1591

    /// <summary>Whether no event follows one of this name.</summary>
    public static bool IsTerminal(string name) => name is Completed or Failed;
}
