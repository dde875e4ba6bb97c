using AgentGrid.Users;

namespace AgentGrid.Client;

public sealed partial class AgentGridClient
{
    /// <summary>Makes the first admin, once, and signs in.</summary>
    public Task<SignIn> SetupAsync(string email, string password, string name, CancellationToken cancellationToken = default) =>
        SignInAsync("api/setup", new { email, password, name }, cancellationToken);

    /// <summary>Makes an account, where registration is open, and signs in.</summary>
    public Task<SignIn> RegisterAsync(string email, string password, string name, CancellationToken cancellationToken = default) =>
        SignInAsync("api/auth/register", new { email, password, name }, cancellationToken);

    /// <summary>Signs in.</summary>
    public Task<SignIn> LoginAsync(string email, string password, CancellationToken cancellationToken = default) =>
        SignInAsync("api/auth/login", new { email, password }, cancellationToken);

    /// <summary>Swaps a refresh token for new tokens. Each can be used once: using one again ends the sign-in.</summary>
    public Task<SignIn> RefreshAsync(string refreshToken, CancellationToken cancellationToken = default) =>
        SignInAsync("api/auth/refresh", new { refreshToken }, cancellationToken);

    /// <summary>Ends this sign-in at once.</summary>
    public async Task LogoutAsync(CancellationToken cancellationToken = default)
    {
        await _api.SendAsync(HttpMethod.Post, "api/auth/logout", null, cancellationToken);
        Token = null;
    }

    /// <summary>The account that is signed in.</summary>
    public Task<User> GetMeAsync(CancellationToken cancellationToken = default) =>
        _api.SendAsync<User>(HttpMethod.Get, "api/me", null, cancellationToken);

    /// <summary>Changes one's own name.</summary>
    public Task<User> RenameMeAsync(string name, CancellationToken cancellationToken = default) =>
        _api.SendAsync<User>(HttpMethod.Patch, "api/me", new { name }, cancellationToken);

    /// <summary>Changes one's own password; every other sign-in of the account ends.</summary>
    public Task ChangePasswordAsync(string currentPassword, string newPassword, CancellationToken cancellationToken = default) =>
        _api.SendAsync(HttpMethod.Post, "api/me/password", new { currentPassword, newPassword }, cancellationToken);

    /// <summary>Makes an API key; its secret is in the answer and nowhere else.</summary>
    /// <param name="scopes">Some of <see cref="Scopes"/>.</param>
    /// <param name="expiresAt">Null: never.</param>
    public Task<CreatedApiKey> CreateKeyAsync(
        string name, IReadOnlyList<string> scopes, DateTimeOffset? expiresAt = null, CancellationToken cancellationToken = default) =>
        _api.SendAsync<CreatedApiKey>(HttpMethod.Post, "api/keys", new { name, scopes, expiresAt }, NewKey(), null, cancellationToken);

    /// <summary>The account's API keys, newest first, without their secrets.</summary>
    public Task<Page<ApiKey>> ListKeysAsync(
        int limit = PageRequest.DefaultLimit, string? cursor = null, CancellationToken cancellationToken = default) =>
        ListAsync<ApiKey>(ApiPath.With("api/keys", ("limit", limit), ("cursor", cursor)), cancellationToken);

    /// <summary>Revokes an API key at once.</summary>
    public Task RevokeKeyAsync(string keyId, CancellationToken cancellationToken = default) =>
        _api.SendAsync(HttpMethod.Delete, ApiPath.Of($"api/keys/{keyId}"), null, cancellationToken);

    private async Task<SignIn> SignInAsync(string path, object body, CancellationToken cancellationToken)
    {
        var signIn = await _api.SendAsync<SignIn>(HttpMethod.Post, path, body, cancellationToken);
        Token = signIn.AccessToken;
        return signIn;
    }

    private static string NewKey() => Guid.NewGuid().ToString("n");
}
