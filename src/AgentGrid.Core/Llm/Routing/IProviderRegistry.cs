namespace AgentGrid.Core.Llm.Routing;

/// <summary>
/// The providers of this server: built in, from the environment, from configuration, and on top of those what an
/// administrator set at run time. Thread-safe; a change is seen by the next call.
/// </summary>
public interface IProviderRegistry
{
    /// <summary>The catalog now.</summary>
    ProviderCatalog Current { get; }

    /// <summary>The catalog as <see cref="SetOverrides"/> would make it, without changing anything.</summary>
    ProviderCatalog Preview(IReadOnlyList<ProviderDefinition> providers, IReadOnlyDictionary<string, string> aliases);

    /// <summary>
    /// Replaces everything that administrators have set. A provider of the same name replaces the configured one;
    /// one with <see cref="ProviderDefinition.Enabled"/> false hides it.
    /// </summary>
    void SetOverrides(IReadOnlyList<ProviderDefinition> providers, IReadOnlyDictionary<string, string> aliases);
}
