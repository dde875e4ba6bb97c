using System.Text.Json;
using AgentGrid.Core.Llm.Metering;

namespace AgentGrid.Core.Llm.Tools;

/// <summary>One call of a tool. <paramref name="Scope"/>: for whom, so that a tool's own model calls are charged to the turn.</summary>
public sealed record ToolInvocation(string CallId, JsonElement Arguments, UsageScope Scope);
