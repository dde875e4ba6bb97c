using System.Collections.Immutable;
using AgentGrid.Sessions;

namespace AgentGrid.Server.Contracts.Chat;

/// <summary>A finished answer.</summary>
/// <param name="Usage">Every provider call of the turn and its cost.</param>
/// <param name="FinishReason">stop, length, content_filter, tool_rounds, cost_limit, cancelled or interrupted.</param>
internal sealed record ChatAnswer(
    string SessionId,
    string TurnId,
    string MessageId,
    int AgentVersion,
    string Model,
    string Text,
    ImmutableArray<Citation> Citations,
    ImmutableArray<ToolCall> ToolCalls,
    MessageUsage? Usage,
    string FinishReason);
