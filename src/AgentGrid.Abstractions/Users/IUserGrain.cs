namespace AgentGrid.Users;

/// <summary>One account; keyed by user id. The sole writer of its row, tokens, keys and rate windows.</summary>
[Alias("user-grain")]
public interface IUserGrain : IGrainWithStringKey
{
    /// <summary>Makes the account. Fails with <c>email_taken</c>, <c>setup_done</c> or <c>weak_password</c>.</summary>
    [Alias("register")]
    Task<Outcome<User>> RegisterAsync(NewUser user);

    /// <summary>Checks the password and issues tokens; too many failures answer <c>rate_limited</c>.</summary>
    [Alias("login")]
    Task<Outcome<SignIn>> LoginAsync(string password);

    /// <summary>Rotates a refresh token; reuse of an old one revokes its family.</summary>
    [Alias("refresh")]
    Task<Outcome<SignIn>> RefreshAsync(string refreshToken);

    /// <summary>Revokes the login that the access token belongs to.</summary>
    [Alias("logout")]
    Task LogoutAsync(string accessToken);

    /// <summary>The account.</summary>
    [Alias("get")]
    Task<Outcome<User>> GetAsync();

    /// <summary>Changes the display name.</summary>
    [Alias("rename")]
    Task<Outcome<User>> RenameAsync(string name);

    /// <summary>Changes the password and revokes every other login.</summary>
    [Alias("change-password")]
    Task<Outcome<Done>> ChangePasswordAsync(string currentPassword, string newPassword, string? keepAccessToken);

    /// <summary>Makes an API key; its secret is in the answer and nowhere else.</summary>
    [Alias("create-key")]
    Task<Outcome<IssuedApiKey>> CreateKeyAsync(NewApiKey key);

    /// <summary>The account's keys, newest first.</summary>
    [Alias("list-keys")]
    Task<Outcome<Page<ApiKey>>> ListKeysAsync(PageRequest page);

    /// <summary>Revokes a key at once.</summary>
    [Alias("revoke-key")]
    Task<Outcome<Done>> RevokeKeyAsync(string keyId);

    /// <summary>An admin changes role or suspension; suspending revokes every token. The last admin cannot be lost.</summary>
    [Alias("administer")]
    Task<Outcome<User>> AdministerAsync(Caller admin, UserRole? role, bool? suspended);
}
