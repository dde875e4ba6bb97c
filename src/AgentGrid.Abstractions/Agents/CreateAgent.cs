namespace AgentGrid.Agents;

/// <summary>What is needed to make an agent.</summary>
[GenerateSerializer, Immutable, Alias("create-agent")]
public sealed record CreateAgent(
    [property: Id(0)] string Name,
    [property: Id(1)] string? Description,
    [property: Id(2)] AgentConfig Config);
