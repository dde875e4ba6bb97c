using System.Collections.Immutable;
using AgentGrid.Sessions;

namespace AgentGrid.Client;

/// <summary>A finished answer.</summary>
/// <param name="Model">The model that answered, as <c>provider/model</c>.</param>
/// <param name="FinishReason">One of <see cref="FinishReasons"/>.</param>
public sealed record ChatAnswer(
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
