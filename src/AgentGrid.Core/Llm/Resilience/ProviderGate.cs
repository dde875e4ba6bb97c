using System.Threading.RateLimiting;

namespace AgentGrid.Core.Llm.Resilience;

/// <summary>Everything that calls of one provider share: circuit breaker, concurrency limit, last failure.</summary>
internal sealed class ProviderGate : IDisposable
{
    private const int WaitersPerPermit = 4;

    private readonly int _maxConcurrency;
    private readonly ConcurrencyLimiter _limiter;
    private readonly TimeProvider _clock;
    private volatile LastFailure? _last;

    public ProviderGate(int maxConcurrency, CircuitBreakerOptions breaker, TimeProvider clock)
    {
        _maxConcurrency = maxConcurrency;
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

    /// <summary>A place among the calls in flight; waits for one, or throws <see cref="LlmErrorCodes.Busy"/> when too many wait.</summary>
    public async ValueTask<RateLimitLease> EnterAsync(CancellationToken cancellationToken)
    {
        var lease = await _limiter.AcquireAsync(1, cancellationToken);
        if (lease.IsAcquired)
        {
            return lease;
        }

        lease.Dispose();
        throw new LlmException(LlmErrorCodes.Busy, "Too many calls wait for this model provider.", retryable: true);
    }

    /// <summary>Notes how a call that failed ended.</summary>
    public void Note(LlmException failure)
    {
        _last = new LastFailure(failure.Message, _clock.GetUtcNow());
        if (IsSick(failure.Code))
        {
            Breaker.Failed();
        }
        else
        {
            // It answered, if only to refuse: it is there.
            Breaker.Succeeded();
        }
    }

    public void Dispose() => _limiter.Dispose();

    private static bool IsSick(string code) => code is LlmErrorCodes.Timeout
        or LlmErrorCodes.Unavailable or LlmErrorCodes.ProviderError or LlmErrorCodes.StreamBroken or LlmErrorCodes.Protocol;

    private sealed record LastFailure(string Message, DateTimeOffset At);
}
