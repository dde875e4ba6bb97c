namespace AgentGrid.Agents;

/// <summary>A new version of an agent.</summary>
/// <param name="ExpectedVersion">The newest version known to the caller; a stale one is refused.</param>
/// <param name="Name">Null keeps the name.</param>
/// <param name="Description">Null keeps the description.</param>
/// <param name="Draft">Whether the new version stays inactive.</param>
[GenerateSerializer, Immutable, Alias("update-agent")]
public sealed record UpdateAgent(
    [property: Id(0)] int ExpectedVersion,
    [property: Id(1)] string? Name,
    [property: Id(2)] string? Description,
    [property: Id(3)] AgentConfig Config,
    [property: Id(4)] string? Note,
    [property: Id(5)] bool Draft);
