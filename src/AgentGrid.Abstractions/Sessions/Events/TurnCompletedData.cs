namespace AgentGrid.Sessions.Events;

/// <summary>Data of <c>turn.completed</c>.</summary>
/// <param name="FinishReason">One of <see cref="FinishReasons"/>.</param>
/// <param name="TtftMs">Milliseconds from acceptance to the first delta; null when there was none.</param>
/// <param name="TotalMs">Milliseconds from acceptance to the end.</param>
public sealed record TurnCompletedData(string MessageId, string FinishReason, double? TtftMs, double TotalMs);
