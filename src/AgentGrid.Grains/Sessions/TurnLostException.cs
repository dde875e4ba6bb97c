namespace AgentGrid.Grains.Sessions;

/// <summary>A running turn can no longer be written: another activation, or a deletion, ended it.</summary>
internal sealed class TurnLostException(string message) : Exception(message);
