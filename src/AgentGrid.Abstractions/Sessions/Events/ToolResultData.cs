using System.Collections.Immutable;

namespace AgentGrid.Sessions.Events;

/// <summary>Data of <c>tool.result</c>.</summary>
/// <param name="Summary">The result's text, cut to a few thousand characters.</param>
/// <param name="Files">Ids of files the tool made; absent when none.</param>
public sealed record ToolResultData(string CallId, bool Ok, string Summary, ImmutableArray<string>? Files = null);
