namespace AgentGrid.Core.Llm.Routing;

/// <summary>A model that was asked for and did not answer, and why.</summary>
public sealed record RouteRejection(string Model, string Code, string Reason);
