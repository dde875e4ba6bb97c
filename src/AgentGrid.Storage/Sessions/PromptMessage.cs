using AgentGrid.Sessions;

namespace AgentGrid.Storage.Sessions;

/// <summary>A message as prompts need it.</summary>
/// <param name="Message">Without its citations, tool calls, usage, rejections, model and version: they are the bulk of a row, and no prompt holds them.</param>
/// <param name="HasCitations">Whether the message has citations.</param>
public sealed record PromptMessage(SessionMessage Message, bool HasCitations);
