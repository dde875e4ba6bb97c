namespace AgentGrid.Core.Sessions;

/// <summary>
/// One step of a turn: an event to store and publish. <paramref name="Data"/> is one of the records of
/// <c>AgentGrid.Sessions.Events</c>. The last step (<c>TurnCompletedData</c> or <c>TurnFailedData</c>), and only that one,
/// carries the <paramref name="Result"/>.
/// </summary>
public readonly record struct TurnStep(object Data, TurnResult? Result = null);
