namespace AgentGrid.Server.Contracts.Admin;

/// <summary>What a trial of a provider gave.</summary>
/// <param name="LatencyMs">Milliseconds to the end of a very short answer.</param>
/// <param name="Code">Why it failed, for programs; null when it did not.</param>
/// <param name="Message">Why it failed and what to do, for people.</param>
internal sealed record ProviderTestResult(bool Ok, string Model, double LatencyMs, string? Code = null, string? Message = null);
