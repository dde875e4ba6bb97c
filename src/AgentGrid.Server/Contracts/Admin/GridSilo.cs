namespace AgentGrid.Server.Contracts.Admin;

/// <summary>A process that runs grains.</summary>
/// <param name="MemoryBytes">Its working set; null where the engine does not say.</param>
internal sealed record GridSilo(string Name, string Status, long Activations, long? MemoryBytes = null, DateTimeOffset? StartedAt = null);
