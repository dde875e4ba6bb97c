using System.Collections.Immutable;
using AgentGrid.Sessions;

namespace AgentGrid.Server.Contracts.Chat;

/// <summary>A finished answer.</summary>
/// <param name="Usage">Every provider call of the turn and its cost.</param>
/// <param name="FinishReason">
/// stop, length, content_filter, tool_rounds, cost_limit, cancelled, or interrupted: the text is what came before the answer broke
/// off, and <c>…/turns/{turnId}/continue</c> gets the rest.
/// </param>
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
