namespace AgentGrid.Core.Llm.Routing;

/// <summary>The result of a test connection.</summary>
/// <param name="Failure">Why it failed, or null.</param>
/// <param name="Models">The models the provider says it has; empty when it failed.</param>
public sealed record ProviderCheck(Failure? Failure, IReadOnlyList<string> Models, double TookMs)
{
    public bool Ok => Failure is null;
}
