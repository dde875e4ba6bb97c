namespace AgentGrid.Core.Sessions;

/// <summary>A summary of the messages up to and including <paramref name="ThroughSeq"/>.</summary>
public sealed record HistorySummary(string Text, long ThroughSeq);
