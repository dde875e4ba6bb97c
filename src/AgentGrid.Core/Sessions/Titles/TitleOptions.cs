namespace AgentGrid.Core.Sessions.Titles;

/// <summary>How sessions get their titles. Section <c>AgentGrid:Titles</c>.</summary>
public sealed class TitleOptions
{
    public const string Section = "AgentGrid:Titles";

    /// <summary>
    /// Whether the agent's model writes a session's title after its first answer: one more small call, metered as <c>title</c>.
    /// Default false: the title is the beginning of the first message.
    /// </summary>
    public bool FromModel { get; set; }
}
