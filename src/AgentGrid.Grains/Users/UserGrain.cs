using AgentGrid.Core.Identifiers;
using AgentGrid.Core.Users;
using AgentGrid.Naming;
using AgentGrid.Storage.Audit;
using AgentGrid.Storage.Users;
using AgentGrid.Users;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace AgentGrid.Grains.Users;

/// <inheritdoc cref="IUserGrain"/>
internal sealed partial class UserGrain(
    IUserStore users,
    ITokenStore tokens,
    IApiKeyStore keys,
    IAuditStore audit,
    PasswordWork passwords,
    IIdGenerator ids,
    IOptions<AuthOptions> options,
    TimeProvider time,
    ILogger<UserGrain> logger) : Grain, IUserGrain
{
    private const int MaxFailures = 10;
    private const int MaxKeys = 100;
    private static readonly TimeSpan FailureInterval = TimeSpan.FromMinutes(5);
    private static readonly Failure NotFound = Failure.NotFound(FailureCodes.UserNotFound, "There is no such user.");
    private readonly FailureWindow _failures = new(MaxFailures, FailureInterval);

    private string UserId => this.GetPrimaryKeyString();

    public async Task<Outcome<User>> RegisterAsync(NewUser user)
    {
        ArgumentNullException.ThrowIfNull(user);
        var failure = AccountRules.CheckEmail(user.Email) ?? AccountRules.CheckPassword(user.Password, user.Email)
            ?? AccountRules.CheckName(user.Name);
        if (failure is not null)
        {
            return failure;
        }

        // The same request again, after a crash kept its first answer from arriving, finds its own account.
        if (await users.FindAsync(UserId) is { } known)
        {
            return AccountRules.NormalizeEmail(known.Email) == AccountRules.NormalizeEmail(user.Email)
                && await passwords.VerifyAsync(known, user.Password)
                ? known.ToUser()
                : Failure.Conflict(FailureCodes.EmailTaken, "There is an account of that address. Sign in instead.");
        }

        var now = time.GetUtcNow();
        var role = user.FirstAdmin ? UserRole.Admin : user.Role;
        var created = await users.CreateAsync(
            new StoredUser(
                UserId, user.Email.Trim(), user.Name.Trim(), role, false, await passwords.HashAsync(user.Password), now, now),
            user.FirstAdmin);
        if (!created.TryGet(out var stored, out failure))
        {
            return failure;
        }

        if (user.FirstAdmin)
        {
            await RecordAsync(UserId, AuditActions.SetupDone, UserId, null);
        }

        return stored.ToUser();
    }

    public async Task<Outcome<SignIn>> LoginAsync(string password)
    {
        ArgumentNullException.ThrowIfNull(password);
        if (TooManyFailures() is { } limited)
        {
            return limited;
        }

        var user = await users.FindAsync(UserId);
        if (!await passwords.VerifyAsync(user, password))
        {
            RememberFailure();
            return new Failure(
                FailureKind.Unauthenticated, FailureCodes.InvalidCredentials, "The e-mail address or the password is wrong.");
        }

        _failures.Clear();
        if (user!.Suspended)
        {
            return Suspended;
        }

        var (pair, signIn) = NewTokens(user);
        await tokens.IssueAsync(ids.NewId(IdPrefixes.SignIn), UserId, pair, time.GetUtcNow());
        return signIn;
    }

    public async Task<Outcome<SignIn>> RefreshAsync(string refreshToken)
    {
        if (await users.FindAsync(UserId) is not { } user)
        {
            return NotFound;
        }

        if (user.Suspended)
        {
            return Suspended;
        }

        var (pair, signIn) = NewTokens(user);
        var rotated = await tokens.RotateAsync(Secrets.Hash(refreshToken), pair, time.GetUtcNow());
        return rotated.Succeeded ? signIn : rotated.Failure;
    }

    public async Task LogoutAsync(string accessToken) => await tokens.RevokeAsync(Secrets.Hash(accessToken));

    public async Task<Outcome<User>> GetAsync() =>
        await users.FindAsync(UserId) is { } user ? user.ToUser() : NotFound;

    public Task<Outcome<User>> RenameAsync(string name) =>
        AccountRules.CheckName(name) is { } failure
            ? Task.FromResult<Outcome<User>>(failure)
            : UpdateAsync(user => user with { Name = name.Trim() });

    public async Task<Outcome<Done>> ChangePasswordAsync(string currentPassword, string newPassword, string? keepAccessToken)
    {
        if (TooManyFailures() is { } limited)
        {
            return limited;
        }

        if (await users.FindAsync(UserId) is not { } user)
        {
            return NotFound;
        }

        if (AccountRules.CheckPassword(newPassword, user.Email) is { } weak)
        {
            return weak;
        }

        if (!await passwords.VerifyAsync(user, currentPassword))
        {
            RememberFailure();
            return Failure.Forbidden(FailureCodes.InvalidCredentials, "'currentPassword' is wrong.");
        }

        var hash = await passwords.HashAsync(newPassword);
        var updated = await UpdateAsync(stored => stored with { PasswordHash = hash });
        if (!updated.Succeeded)
        {
            return updated.Failure;
        }

        await tokens.RevokeAllAsync(UserId, keepAccessToken is null ? null : Secrets.Hash(keepAccessToken));
        await RecordAsync(UserId, AuditActions.PasswordChanged, UserId, null);
        return default(Done);
    }

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

    public async Task<Outcome<User>> AdministerAsync(Caller admin, UserRole? role, bool? suspended)
    {
        ArgumentNullException.ThrowIfNull(admin);
        if (admin.Role != UserRole.Admin)
        {
            return Failure.Forbidden(FailureCodes.Forbidden, "Only an admin may do this.");
        }

        if (UserId == ReservedUsers.Bootstrap)
        {
            return Failure.Conflict(
                FailureCodes.ReservedUser, "This account is the bootstrap key's. Remove the key from the configuration instead.");
        }

        var updated = await UpdateAsync(user => user with { Role = role ?? user.Role, Suspended = suspended ?? user.Suspended });
        if (updated.TryGet(out var user, out _))
        {
            if (user.Suspended)
            {
                await tokens.RevokeAllAsync(UserId);
            }

            await RecordAsync(admin.UserId, AuditActions.UserChanged, UserId, $"role={user.Role} suspended={user.Suspended}");
        }

        return updated;
    }

    private static Failure Suspended => Failure.Forbidden(FailureCodes.AccountSuspended, "This account is suspended. Ask an admin.");

    private async Task<Outcome<User>> UpdateAsync(Func<StoredUser, StoredUser> change)
    {
        if (await users.FindAsync(UserId) is not { } user)
        {
            return NotFound;
        }

        var changed = change(user);
        if (changed == user)
        {
            return user.ToUser();
        }

        var updated = await users.UpdateAsync(changed with { UpdatedAt = time.GetUtcNow() });
        return updated.TryGet(out var stored, out var failure) ? stored.ToUser() : failure;
    }

    private (TokenPair Pair, SignIn SignIn) NewTokens(StoredUser user)
    {
        var now = time.GetUtcNow();
        var lifetime = options.Value.AccessTokenLifetime;
        var (access, refresh) = (Secrets.NewToken(), Secrets.NewToken());
        var pair = new TokenPair(
            Secrets.Hash(access), now + lifetime, Secrets.Hash(refresh), now + options.Value.RefreshTokenLifetime);
        return (pair, new SignIn(access, refresh, (int)lifetime.TotalSeconds, user.ToUser()));
    }

    private Failure? TooManyFailures() => _failures.WaitAt(time.GetUtcNow()) is { } wait
        ? new Failure(
            FailureKind.Limited, FailureCodes.RateLimited,
            "Too many wrong passwords for this address. Wait, then try again.")
        { RetryAfter = wait, Retryable = true }
        : null;

    private void RememberFailure()
    {
        var now = time.GetUtcNow();
        _failures.Add(now);
        if (_failures.WaitAt(now) is not null)
        {
            LogLocked(logger, UserId);
        }

        // The count lives in memory: stay until it no longer matters.
        DelayDeactivation(FailureInterval);
    }

    private async Task RecordAsync(string? by, string action, string target, string? detail) =>
        await audit.AppendAsync(new AuditEntry(ids.NewId(IdPrefixes.Audit), by, action, target, detail, time.GetUtcNow()));
}
