namespace AgentGrid.Core.Llm.Resilience;

/// <summary><c>AgentGrid:Llm:CircuitBreaker</c>: when a failing provider is left alone for a while.</summary>
public sealed class CircuitBreakerOptions
{
    /// <summary>Consecutive failures that open a provider's circuit. Default 5.</summary>
    public int Failures { get; set; } = 5;

    /// <summary>Seconds before one trial call is let through again. Default 30.</summary>
    public double Seconds { get; set; } = 30;
}
