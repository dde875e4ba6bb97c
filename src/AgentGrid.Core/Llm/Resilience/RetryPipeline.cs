using Polly;
using Polly.Retry;

namespace AgentGrid.Core.Llm.Resilience;

/// <summary>The one retry policy of all provider calls.</summary>
internal static class RetryPipeline
{
    /// <param name="gate">The provider's: while its circuit is open nothing is tried again.</param>
    public static ResiliencePipeline<T> Create<T>(RetryOptions options, ProviderGate gate, TimeProvider clock)
    {
        var builder = new ResiliencePipelineBuilder<T> { TimeProvider = clock };
        if (options.MaxRetries == 0)
        {
            return builder.Build();
        }

        var longest = TimeSpan.FromSeconds(options.MaxDelaySeconds);
        var retry = new RetryStrategyOptions<T>
        {
            MaxRetryAttempts = options.MaxRetries,
            ShouldHandle = args => ValueTask.FromResult(
                args.Outcome.Exception is LlmException e && Helps(e, longest) && gate.Breaker.State != CircuitState.Open),
        };
        retry.DelayGenerator = args => ValueTask.FromResult<TimeSpan?>(Longer(
            (args.Outcome.Exception as LlmException)?.RetryAfter ?? TimeSpan.Zero,
            Backoff(options, args.AttemptNumber, retry.Randomizer())));
        return builder.AddRetry(retry).Build();
    }

    // Told to come back at once, or at a moment that has passed, all callers would come back together.
    private static TimeSpan Backoff(RetryOptions options, int attempt, double random) =>
        TimeSpan.FromSeconds(Math.Min(options.MaxDelaySeconds, options.BaseDelaySeconds * Math.Pow(2, attempt) * (0.5 + random)));

    private static TimeSpan Longer(TimeSpan one, TimeSpan other) => one > other ? one : other;

    // Waiting longer than a user waits, or once more as long as we just did, is worse than another model now.
    private static bool Helps(LlmException e, TimeSpan longest) =>
        e is { Retryable: true, GaveUp: false }
        && e.Code is not (LlmErrorCodes.CircuitOpen or LlmErrorCodes.Busy)
        && (e.RetryAfter is null || e.RetryAfter <= longest);
}
