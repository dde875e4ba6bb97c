namespace AgentGrid.Core.Llm.Resilience;

/// <summary><c>AgentGrid:Llm:Retry</c>: how often a call that has shown nothing yet is tried again.</summary>
public sealed class RetryOptions
{
    /// <summary>Further attempts after the first. Default 2. Zero: never retry.</summary>
    public int MaxRetries { get; set; } = 2;

    /// <summary>Base of the exponential, jittered wait, in seconds. Default 0.5.</summary>
    public double BaseDelaySeconds { get; set; } = 0.5;

    /// <summary>Longest wait, in seconds, also for a provider's <c>Retry-After</c>: a longer one ends the attempts at once. Default 20.</summary>
    public double MaxDelaySeconds { get; set; } = 20;
}
