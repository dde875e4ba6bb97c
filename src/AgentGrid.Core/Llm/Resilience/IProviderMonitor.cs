namespace AgentGrid.Core.Llm.Resilience;

/// <summary>How the providers in use are doing.</summary>
public interface IProviderMonitor
{
    /// <summary>The health of a provider; one that was never used has none to speak of.</summary>
    ProviderHealth HealthOf(string provider);
}
