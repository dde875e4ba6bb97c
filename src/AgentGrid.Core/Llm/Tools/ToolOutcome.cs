using System.Collections.Immutable;

namespace AgentGrid.Core.Llm.Tools;

/// <summary>
/// What a tool gave back. <paramref name="Content"/> is what the model reads; <paramref name="Files"/> are ids of files
/// the tool made.
/// </summary>
public sealed record ToolOutcome(bool Ok, string Content, ImmutableArray<string> Files)
{
    public static ToolOutcome Success(string content) => new(true, content, []);

    public static ToolOutcome Error(string message) => new(false, message, []);
}
