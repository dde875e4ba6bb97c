namespace AgentGrid.Core.Llm.Resilience;

/// <summary><c>AgentGrid:Llm:Timeouts</c>, in seconds.</summary>
public sealed class TimeoutOptions
{
    /// <summary>To open a connection. Default 10.</summary>
    public double ConnectSeconds { get; set; } = 10;

    /// <summary>From sending the request to the first token. Default 120: reasoning models think before they speak.</summary>
    public double FirstTokenSeconds { get; set; } = 120;

    /// <summary>Between two tokens. Default 60.</summary>
    public double IdleSeconds { get; set; } = 60;
}
