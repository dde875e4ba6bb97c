using System.Text.Json;

namespace AgentGrid.Sessions.Events;

/// <summary>Data of <c>tool.call</c> and <c>approval.needed</c>.</summary>
public sealed record ToolCallData(string CallId, string Name, JsonElement Arguments);
