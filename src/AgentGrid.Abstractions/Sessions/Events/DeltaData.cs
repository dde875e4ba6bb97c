namespace AgentGrid.Sessions.Events;

/// <summary>Data of <c>delta</c>: the next piece of the answer.</summary>
public sealed record DeltaData(string Text);
