namespace AgentGrid.Users;

/// <summary>The tokens of a login or refresh. Shown once; only their hashes are stored.</summary>
/// <param name="ExpiresIn">Seconds until the access token ends.</param>
[GenerateSerializer, Immutable, Alias("sign-in")]
public sealed record SignIn(
    [property: Id(0)] string AccessToken,
    [property: Id(1)] string RefreshToken,
    [property: Id(2)] int ExpiresIn,
    [property: Id(3)] User User);
