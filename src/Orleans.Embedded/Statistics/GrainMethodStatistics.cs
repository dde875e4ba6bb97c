namespace Orleans.Embedded.Statistics;

/// <summary>The counters of an interface method. Latency is the caller's: queueing included. Percentiles are upper bounds of powers of two.</summary>
/// <param name="Interface">The full name of the interface.</param>
/// <param name="Method">The name of the method.</param>
/// <param name="Calls">Calls that have ended.</param>
/// <param name="Errors">Those of them that failed, timed out or were cancelled.</param>
/// <param name="Mean">Mean latency.</param>
/// <param name="P50">Half of the calls took no longer.</param>
/// <param name="P95">95 of 100 calls took no longer.</param>
/// <param name="P99">99 of 100 calls took no longer.</param>
public sealed record GrainMethodStatistics(
    string Interface, string Method, long Calls, long Errors, TimeSpan Mean, TimeSpan P50, TimeSpan P95, TimeSpan P99);
