namespace AgentGrid.Agents;

/// <summary>One immutable version of an agent.</summary>
/// <param name="Number">1 for the first, counting up by one.</param>
/// <param name="Author">The user who made it.</param>
[GenerateSerializer, Immutable, Alias("agent-version")]
public sealed record AgentVersion(
    [property: Id(0)] int Number,
    [property: Id(1)] AgentConfig Config,
    [property: Id(2)] string? Note,
    [property: Id(3)] string Author,
    [property: Id(4)] DateTimeOffset CreatedAt,
    [property: Id(5)] bool IsActive);
