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
        return builder.AddRetry(new RetryStrategyOptions<T>
        {
            MaxRetryAttempts = options.MaxRetries,
            BackoffType = DelayBackoffType.Exponential,
            UseJitter = true,
            Delay = TimeSpan.FromSeconds(options.BaseDelaySeconds),
            MaxDelay = longest,
            ShouldHandle = args => ValueTask.FromResult(
                args.Outcome.Exception is LlmException e && Helps(e, longest) && gate.Breaker.State != CircuitState.Open),
            DelayGenerator = args => ValueTask.FromResult((args.Outcome.Exception as LlmException)?.RetryAfter),
        }).Build();
    }

    // Waiting longer than a user waits, or once more as long as we just did, is worse than another model now.
    private static bool Helps(LlmException e, TimeSpan longest) =>
        e is { Retryable: true, GaveUp: false }
        && e.Code is not (LlmErrorCodes.CircuitOpen or LlmErrorCodes.Busy)
        && (e.RetryAfter is null || e.RetryAfter <= longest);
}
