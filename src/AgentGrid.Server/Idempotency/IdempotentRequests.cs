using AgentGrid.Storage.Hosting;
using AgentGrid.Storage.Idempotency;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Options;

namespace AgentGrid.Server.Idempotency;

/// <summary>Claims idempotency keys, waits for the same request in flight, and keeps answers, protected because some hold secrets.</summary>
internal sealed class IdempotentRequests(
    IIdempotencyStore store, KeysInUse keys, IDataProtectionProvider protection, IOptions<StorageOptions> storage, TimeProvider time)
{
    private static readonly TimeSpan WaitStep = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(20);

    /// <summary>After as long as no request may take, the claim of another process is one whose process died.</summary>
    private static readonly TimeSpan LongestRequest = TimeSpan.FromMinutes(2);

    private readonly IDataProtector _protector = protection.CreateProtector("AgentGrid.Idempotency.v1");

    /// <summary>
    /// The answer given before; null when the work is now this caller's to do, and then to complete or abandon; or why it is refused.
    /// </summary>
    public async Task<Outcome<StoredAnswer?>> ClaimAsync(string scope, string key, string bodyHash, CancellationToken cancellationToken)
    {
        var began = time.GetTimestamp();
        while (keys.TryTake(scope, key, bodyHash) is { } other)
        {
            if (other.BodyHash != bodyHash)
            {
                return Reused;
            }

            if (!await EndsInTimeAsync(other, began, cancellationToken))
            {
                return InProgress;
            }
        }

        var toDo = false;
        try
        {
            var claimed = await ClaimTakenAsync(scope, key, bodyHash, began, cancellationToken);
            toDo = claimed is { Succeeded: true, Value: null };
            return claimed;
        }
        finally
        {
            if (!toDo)
            {
                keys.Release(scope, key);
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
    public async Task CompleteAsync(string scope, string key, StoredAnswer answer)
    {
        await store.CompleteAsync(scope, key, _protector.Protect(answer.ToJson()), CancellationToken.None);
        keys.Release(scope, key);
    }

    /// <summary>Gives the key back, because the work had no effect.</summary>
    public async Task AbandonAsync(string scope, string key)
    {
        try
        {
            await store.AbandonAsync(scope, key, CancellationToken.None);
        }
        finally
        {
            keys.Release(scope, key);
        }
    }

    /// <summary>Claims in the store a key that no other request of this process has; waits for one of another process.</summary>
    private async Task<Outcome<StoredAnswer?>> ClaimTakenAsync(
        string scope, string key, string bodyHash, long began, CancellationToken cancellationToken)
    {
        while (true)
        {
            var now = time.GetUtcNow();
            var claim = await store.ClaimAsync(scope, key, bodyHash, now, StaleBefore(now), cancellationToken);
            switch (claim.State)
            {
                case IdempotencyState.Started:
                    return (StoredAnswer?)null;
                case IdempotencyState.Done:
                    return StoredAnswer.Parse(_protector.Unprotect(claim.Response!));
                case IdempotencyState.Mismatch:
                    return Reused;
                case IdempotencyState.Pending when time.GetElapsedTime(began) > LongestWait:
                    return InProgress;
                default:
                    await Task.Delay(WaitStep, time, cancellationToken);
                    break;
            }
        }
    }

    private async Task<bool> EndsInTimeAsync(KeyHold other, long began, CancellationToken cancellationToken)
    {
        var left = LongestWait - time.GetElapsedTime(began);
        if (left <= TimeSpan.Zero)
        {
            return false;
        }

        try
        {
            await other.Ended.WaitAsync(left, time, cancellationToken);
            return true;
        }
        catch (TimeoutException)
        {
            return false;
        }
    }

    // The only process on its store knows all claims that are worked on, and has taken this one: any other was left behind.
    private DateTimeOffset StaleBefore(DateTimeOffset now) =>
        storage.Value.SoleServer || !storage.Value.UsesPostgres ? DateTimeOffset.MaxValue : now - LongestRequest;

    private static Failure Reused => Failure.Conflict(
        FailureCodes.IdempotencyKeyReused, $"This {IdempotencyHeader.Name} was used with another request. Use a new one for a new request.");

    private static Failure InProgress => Failure.Conflict(
        FailureCodes.RequestInProgress, $"A request with this {IdempotencyHeader.Name} is still being worked on. Ask again shortly.") with
    {
        Retryable = true,
        RetryAfter = TimeSpan.FromSeconds(2),
    };
}
