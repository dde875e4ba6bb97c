using System.Threading.RateLimiting;

namespace AgentGrid.Core.Llm.Resilience;

/// <summary>Everything that calls of one provider share: circuit breaker, concurrency limit, last failure.</summary>
internal sealed class ProviderGate : IDisposable
{
    private const int WaitersPerPermit = 4;

    private readonly int _maxConcurrency;
    private readonly ConcurrencyLimiter _limiter;
    private readonly TimeSpan _longestQueue;
    private readonly TimeSpan _longestWait;
    private readonly TimeProvider _clock;
    private volatile LastFailure? _last;

    public ProviderGate(int maxConcurrency, CircuitBreakerOptions breaker, TimeoutOptions timeouts, TimeProvider clock)
    {
        _maxConcurrency = maxConcurrency;
        _longestQueue = TimeSpan.FromSeconds(timeouts.QueueSeconds);
        _longestWait = TimeSpan.FromSeconds(timeouts.FirstTokenSeconds);
        _clock = clock;
        Breaker = new CircuitBreaker(breaker, clock);
        _limiter = new ConcurrencyLimiter(new ConcurrencyLimiterOptions
        {
            PermitLimit = maxConcurrency,
            QueueLimit = maxConcurrency * WaitersPerPermit,
            QueueProcessingOrder = QueueProcessingOrder.OldestFirst,
        });
    }

    public CircuitBreaker Breaker { get; }

    public ProviderHealth Health
    {
        get
        {
            var statistics = _limiter.GetStatistics();
            var last = _last;
            return new ProviderHealth(
                Breaker.State,
                Breaker.OpenUntil,
                _maxConcurrency - (int)(statistics?.CurrentAvailablePermits ?? _maxConcurrency),
                (int)(statistics?.CurrentQueuedCount ?? 0),
                last?.Message,
                last?.At);
        }
    }

    /// <summary>
    /// A place among the calls in flight; waits for one, or throws <see cref="LlmErrorCodes.Busy"/> when too many wait
    /// or none came free in time.
    /// </summary>
    /// <param name="elsewhere">Another model can be asked instead: the wait is a short one.</param>
    public async ValueTask<RateLimitLease> EnterAsync(bool elsewhere, CancellationToken cancellationToken)
    {
        var lease = _limiter.AttemptAcquire();
        if (!lease.IsAcquired)
        {
            lease.Dispose();
            lease = await QueueAsync(elsewhere ? _longestQueue : _longestWait, cancellationToken);
        }

        if (lease.IsAcquired)
        {
            return lease;
        }

        lease.Dispose();
        throw new LlmException(LlmErrorCodes.Busy, "Too many calls wait for this model provider.", retryable: true);
    }

    /// <summary>Keeps a failure for admins to see, without judging by it.</summary>
    public void Remember(string message) => _last = new LastFailure(message, _clock.GetUtcNow());

    /// <summary>Judges a call that failed, and tells the circuit.</summary>
    /// <param name="call">What the circuit let it through with.</param>
    /// <param name="again">An earlier attempt of the same request was judged to be the provider's fault.</param>
    /// <returns>Whether it was the provider's fault, and not that of what it was asked or of what a model made of it.</returns>
    public bool Judge(LlmException failure, int call, bool again = false)
    {
        Remember(failure.Message);
        var sick = IsSick(failure.Code);
        if (sick)
        {
            Breaker.Failed(call, again);
        }
        else
        {
            // It answered, if only to refuse: it is there.
            Breaker.Succeeded(call);
        }

        return sick;
    }

    public void Dispose() => _limiter.Dispose();

    private async ValueTask<RateLimitLease> QueueAsync(TimeSpan longest, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(longest, _clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, limit.Token);
        try
        {
            return await _limiter.AcquireAsync(1, either.Token);
        }
        catch (OperationCanceledException e) when (!cancellationToken.IsCancellationRequested)
        {
            throw new LlmException(
                LlmErrorCodes.Busy,
                $"This model provider is busy: none of its {_maxConcurrency} calls in flight ended within {longest.TotalSeconds:0.#} s.",
                retryable: true,
                inner: e);
        }
    }

    private static bool IsSick(string code) => code is LlmErrorCodes.Timeout
        or LlmErrorCodes.Unavailable or LlmErrorCodes.ProviderError or LlmErrorCodes.StreamBroken or LlmErrorCodes.Protocol;

    private sealed record LastFailure(string Message, DateTimeOffset At);
}
