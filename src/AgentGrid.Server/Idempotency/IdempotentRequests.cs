using AgentGrid.Storage.Idempotency;
using Microsoft.AspNetCore.DataProtection;

namespace AgentGrid.Server.Idempotency;

/// <summary>Claims idempotency keys, waits for the same request in flight, and keeps answers, protected because some hold secrets.</summary>
internal sealed class IdempotentRequests(
    IIdempotencyStore store, IDataProtectionProvider protection, IClaimLifetime lifetime, TimeProvider time)
{
    private static readonly TimeSpan WaitStep = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(20);
    private readonly IDataProtector _protector = protection.CreateProtector("AgentGrid.Idempotency.v1");

    /// <summary>
    /// The answer given before; null when the work is now this caller's to do, and then to complete or abandon; or why it is refused.
    /// </summary>
    public async Task<Outcome<StoredAnswer?>> ClaimAsync(string scope, string key, string bodyHash, CancellationToken cancellationToken)
    {
        var began = time.GetUtcNow();
        while (true)
        {
            var now = time.GetUtcNow();
            var claim = await store.ClaimAsync(scope, key, bodyHash, now, lifetime.StaleBefore(now), cancellationToken);
            switch (claim.State)
            {
                case IdempotencyState.Started:
                    return (StoredAnswer?)null;
                case IdempotencyState.Done:
                    return StoredAnswer.Parse(_protector.Unprotect(claim.Response!));
                case IdempotencyState.Mismatch:
                    return Reused;
                case IdempotencyState.Pending when now - began > LongestWait:
                    return InProgress;
                default:
                    await Task.Delay(WaitStep, time, cancellationToken);
                    break;
            }
        }
    }

    /// <summary>Whether a key was used with another body. Claims it without keeping an answer.</summary>
    public async Task<Failure?> CheckAsync(string scope, string key, string bodyHash, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var claim = await store.ClaimAsync(scope, key, bodyHash, now, now, cancellationToken);
        return claim.State == IdempotencyState.Mismatch ? Reused : null;
    }

    /// <summary>Keeps the answer. Before this returns nobody may see it; from then on everyone who asks again does.</summary>
    public async Task CompleteAsync(string scope, string key, StoredAnswer answer) =>
        await store.CompleteAsync(scope, key, _protector.Protect(answer.ToJson()), CancellationToken.None);

    /// <summary>Gives the key back, because the work had no effect.</summary>
    public async Task AbandonAsync(string scope, string key) => await store.AbandonAsync(scope, key, CancellationToken.None);

    private static Failure Reused => Failure.Conflict(
        FailureCodes.IdempotencyKeyReused, $"This {IdempotencyHeader.Name} was used with another request. Use a new one for a new request.");

    private static Failure InProgress => Failure.Conflict(
        FailureCodes.RequestInProgress, $"A request with this {IdempotencyHeader.Name} is still being worked on. Ask again shortly.") with
    {
        Retryable = true,
        RetryAfter = TimeSpan.FromSeconds(2),
    };
}
