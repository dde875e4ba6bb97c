namespace AgentGrid.Benchmarks.Running;

/// <summary>One figure.</summary>
/// <param name="Bench">The benchmark.</param>
/// <param name="Case">What was measured, in words.</param>
/// <param name="Metric">Which quantity of it.</param>
/// <param name="Value">The figure.</param>
/// <param name="Unit">Its unit.</param>
internal sealed record BenchmarkRow(string Bench, string Case, string Metric, double Value, string Unit);
