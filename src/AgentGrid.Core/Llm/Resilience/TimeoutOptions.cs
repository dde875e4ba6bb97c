namespace AgentGrid.Core.Llm.Resilience;

/// <summary><c>AgentGrid:Llm:Timeouts</c>, in seconds.</summary>
public sealed class TimeoutOptions
{
    /// <summary>To open a connection. Default 10.</summary>
    public double ConnectSeconds { get; set; } = 10;

    /// <summary>
    /// For a place among a provider's calls in flight (its <c>MaxConcurrency</c>) where another model can be asked instead.
    /// Default 10, as long as for a connection. Where none can, the wait lasts up to <see cref="FirstTokenSeconds"/>: a late
    /// answer is better than none. After that the call fails with <c>provider_busy</c>.
    /// </summary>
    public double QueueSeconds { get; set; } = 10;

    /// <summary>
    /// From sending the request to the first token: text, a thought, or part of a tool call. Default 120: reasoning models
    /// think before they speak. A call given up for this is not tried again on the same model.
    /// </summary>
    public double FirstTokenSeconds { get; set; } = 120;

    /// <summary>Between two tokens. Default 60.</summary>
    public double IdleSeconds { get; set; } = 60;
}
