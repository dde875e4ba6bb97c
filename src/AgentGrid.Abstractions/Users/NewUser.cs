namespace AgentGrid.Users;

/// <summary>What is needed to make an account. <see cref="FirstAdmin"/> succeeds only while there is no admin.</summary>
[GenerateSerializer, Immutable, Alias("new-user")]
public sealed record NewUser(
    [property: Id(0)] string Email,
    [property: Id(1)] string Password,
    [property: Id(2)] string Name,
    [property: Id(3)] UserRole Role,
    [property: Id(4)] bool FirstAdmin);
