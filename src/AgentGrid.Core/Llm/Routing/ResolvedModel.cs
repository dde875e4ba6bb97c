namespace AgentGrid.Core.Llm.Routing;

/// <summary>What a name means now. <paramref name="Chosen"/>: the name was given or aliased, not picked for want of anything else.</summary>
public sealed record ResolvedModel(ModelName Name, ProviderDefinition Provider, bool Chosen)
{
    /// <summary>Whether a call can be tried.</summary>
    public bool Usable => Provider.Usable;
}
