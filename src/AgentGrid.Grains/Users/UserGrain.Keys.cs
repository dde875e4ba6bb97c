using AgentGrid.Core.Users;
using AgentGrid.Storage.Audit;
using AgentGrid.Users;

namespace AgentGrid.Grains.Users;

/// <summary>The account's API keys.</summary>
internal sealed partial class UserGrain
{
    private const int MaxKeys = 100;

    public async Task<Outcome<IssuedApiKey>> CreateKeyAsync(NewApiKey key)
    {
        ArgumentNullException.ThrowIfNull(key);
        var now = time.GetUtcNow();
        if (AccountRules.CheckKey(key, now) is { } failure)
        {
            return failure;
        }

        var existing = (await keys.ListAsync(UserId, new PageRequest(PageRequest.MaxLimit))).Value!.Items;
        if (existing.Length >= MaxKeys && !existing.Any(known => known.Id == key.Id))
        {
            return Failure.Conflict(FailureCodes.KeyLimit, $"An account has at most {MaxKeys} keys. Revoke one that is not used.");
        }

        var secret = Secrets.NewApiKey();
        var stored = await keys.CreateAsync(
            UserId,
            new ApiKey(
                key.Id, key.Name.Trim(), [.. key.Scopes.Distinct()], secret[..Secrets.HintLength], now, key.ExpiresAt, null),
            Secrets.Hash(secret));
        await RecordAsync(UserId, AuditActions.KeyCreated, key.Id, string.Join(' ', key.Scopes));
        return new IssuedApiKey(stored, secret);
    }

    public async Task<Outcome<Page<ApiKey>>> ListKeysAsync(PageRequest page) => await keys.ListAsync(UserId, page);

    public async Task<Outcome<Done>> RevokeKeyAsync(string keyId)
    {
        var revoked = await keys.RevokeAsync(UserId, keyId);
        if (revoked.Succeeded)
        {
            await RecordAsync(UserId, AuditActions.KeyRevoked, keyId, null);
        }

        return revoked;
    }
}
