namespace AgentGrid.Server.Contracts.Admin;

/// <summary>A grain type and how many of it are in memory.</summary>
internal sealed record GridGrain(string Type, long Activations);
