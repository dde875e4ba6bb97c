namespace AgentGrid.Users;

/// <summary>An account as its owner and the admins see it.</summary>
[GenerateSerializer, Immutable, Alias("user")]
public sealed record User(
    [property: Id(0)] string Id,
    [property: Id(1)] string Email,
    [property: Id(2)] string Name,
    [property: Id(3)] UserRole Role,
    [property: Id(4)] bool Suspended,
    [property: Id(5)] DateTimeOffset CreatedAt);
