namespace AgentGrid.Agents;

/// <summary>The configuration that a session runs with.</summary>
[GenerateSerializer, Immutable, Alias("pinned-agent")]
public sealed record PinnedAgent(
    [property: Id(0)] string AgentId,
    [property: Id(1)] string Name,
    [property: Id(2)] int Version,
    [property: Id(3)] AgentConfig Config,
    [property: Id(4)] bool HasFiles);
