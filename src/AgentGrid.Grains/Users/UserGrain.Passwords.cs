using AgentGrid.Core.Users;
using AgentGrid.Naming;
using AgentGrid.Storage.Audit;
using AgentGrid.Users;

namespace AgentGrid.Grains.Users;

/// <summary>Signing in with a password and changing it; who guesses has to wait.</summary>
internal sealed partial class UserGrain
{
    private const int MaxFailures = 10;
    private static readonly TimeSpan FailureInterval = TimeSpan.FromMinutes(5);
    private readonly FailureWindow _failures = new(MaxFailures, FailureInterval);

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
}
