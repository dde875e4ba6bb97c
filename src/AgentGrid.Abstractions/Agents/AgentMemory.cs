namespace AgentGrid.Agents;

/// <summary>What an agent remembers of a user across sessions.</summary>
[GenerateSerializer, Immutable, Alias("agent-memory")]
public sealed record AgentMemory
{
    /// <summary>Default: false.</summary>
    [Id(0)]
    public bool Enabled { get; init; }
}
