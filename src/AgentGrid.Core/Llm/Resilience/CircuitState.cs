namespace AgentGrid.Core.Llm.Resilience;

/// <summary>State of a provider's circuit.</summary>
public enum CircuitState
{
    /// <summary>Calls go through.</summary>
    Closed,

    /// <summary>Calls are refused until the break is over.</summary>
    Open,

    /// <summary>One trial call is let through; its result decides.</summary>
    HalfOpen,
}
