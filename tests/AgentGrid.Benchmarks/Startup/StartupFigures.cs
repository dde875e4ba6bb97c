namespace AgentGrid.Benchmarks.Startup;

/// <summary>What one start took.</summary>
/// <param name="Answer">Start of the process to the end of its first answer.</param>
/// <param name="Processor">Processor time until it was idle.</param>
/// <param name="WorkingSet">Bytes when it was idle.</param>
internal sealed record StartupFigures(TimeSpan Answer, TimeSpan Processor, long WorkingSet);
