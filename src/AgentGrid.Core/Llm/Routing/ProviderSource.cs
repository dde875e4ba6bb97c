namespace AgentGrid.Core.Llm.Routing;

/// <summary>Where a provider was defined; a later one in this list replaces an earlier one of the same name.</summary>
public enum ProviderSource
{
    BuiltIn,
    Environment,
    Configuration,
    Admin,
}
