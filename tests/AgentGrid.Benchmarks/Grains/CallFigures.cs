namespace AgentGrid.Benchmarks.Grains;

/// <param name="PerSecond">Calls a second.</param>
/// <param name="P50">Half of the calls took no longer.</param>
/// <param name="P99">99 of 100 calls took no longer.</param>
/// <param name="CpuPerCall">Processor time per call, of all threads: what stays true on a busy machine.</param>
/// <param name="BytesPerCall">Bytes allocated per call.</param>
internal sealed record CallFigures(double PerSecond, TimeSpan P50, TimeSpan P99, TimeSpan CpuPerCall, double BytesPerCall);
