using System.Security.Cryptography;
using AgentGrid.Core.Users;
using AgentGrid.Storage.Users;
using AgentGrid.Users;
using Microsoft.Extensions.Options;

namespace AgentGrid.Server.Auth;

/// <summary>Finds whom a presented secret stands for: one indexed query, so that revoking works at once.</summary>
internal sealed class CredentialReader(ITokenStore tokens, IApiKeyStore keys, KeyUse keyUse, IOptions<AuthOptions> options, TimeProvider time)
{
    /// <summary>What the bootstrap key is called where keys have ids.</summary>
    public const string BootstrapKeyId = "bootstrap";

    private readonly byte[]? _bootstrap = options.Value.BootstrapKey is { } key ? Secrets.Hash(key) : null;

    /// <summary>The caller, or why there is none.</summary>
    public async ValueTask<Outcome<CurrentCaller>> ReadAsync(string secret, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var found = await FindAsync(secret, now, cancellationToken);
        if (found.Value?.KeyId is { } keyId && keyId != BootstrapKeyId)
        {
            keyUse.Record(keyId, now);
        }

        return found;
    }

    /// <summary>The caller as of a time, without a note that the credential was used.</summary>
    public async ValueTask<Outcome<CurrentCaller>> FindAsync(string secret, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (secret.Length is 0 or > Secrets.MaxLength)
        {
            return Unknown;
        }

        var hash = Secrets.Hash(secret);
        var isKey = secret.StartsWith(Secrets.ApiKeyPrefix, StringComparison.Ordinal);
        if (isKey && _bootstrap is not null && CryptographicOperations.FixedTimeEquals(hash, _bootstrap))
        {
            return new CurrentCaller(new Caller(ReservedUsers.Bootstrap, UserRole.Admin), Scopes.All, BootstrapKeyId, null);
        }

        var credential = isKey
            ? await keys.FindAsync(hash, now, cancellationToken)
            : await tokens.FindAccessAsync(hash, now, cancellationToken);
        if (credential is null)
        {
            return Unknown;
        }

        if (credential.Suspended)
        {
            return new Failure(FailureKind.Unauthenticated, FailureCodes.AccountSuspended, "This account is suspended. Ask an admin.");
        }

        return new CurrentCaller(
            new Caller(credential.UserId, credential.Role), credential.Scopes, credential.KeyId, isKey ? null : secret);
    }

    private static Failure Unknown => new(
        FailureKind.Unauthenticated, FailureCodes.Unauthenticated,
        "The access token or API key is unknown, expired or revoked. Sign in again, or make a new key.");
}
