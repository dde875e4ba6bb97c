namespace AgentGrid.Users;

/// <summary>On whose behalf a grain is called. Made by the HTTP front from a verified credential only.</summary>
/// <param name="UserId">The account.</param>
/// <param name="Role">The account's role at the time of the call.</param>
[GenerateSerializer, Immutable, Alias("caller")]
public sealed record Caller(
    [property: Id(0)] string UserId,
    [property: Id(1)] UserRole Role);
