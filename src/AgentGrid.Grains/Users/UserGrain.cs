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
    private static readonly Failure NotFound = Failure.NotFound(FailureCodes.UserNotFound, "There is no such user.");

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

    private async Task RecordAsync(string? by, string action, string target, string? detail) =>
        await audit.AppendAsync(new AuditEntry(ids.NewId(IdPrefixes.Audit), by, action, target, detail, time.GetUtcNow()));
}
