namespace AgentGrid.Server.Contracts.Admin;

/// <summary>The calls of a grain method, as callers saw them. Percentiles are upper bounds.</summary>
internal sealed record GridMethod(
    string Grain, string Method, long Calls, long Errors, double MeanMs, double P50Ms, double P95Ms, double P99Ms);
