using AgentGrid.Agents;
using AgentGrid.Core.Llm.Routing;

namespace AgentGrid.Core.Agents;

/// <summary>Whether the models that a configuration names exist here. A key, or what an alias stands for, may still be missing: that is no mistake of the agent's.</summary>
public static class AgentModelRules
{
    /// <summary>The failure of the first unknown name, which lists what exists, or null.</summary>
    public static Failure? Check(AgentConfig config, ProviderCatalog catalog)
    {
        ArgumentNullException.ThrowIfNull(config);
        ArgumentNullException.ThrowIfNull(catalog);
        return config.FallbackModels.Prepend(config.Model).Select(name => catalog.Resolve(name).Failure)
            .FirstOrDefault(failure => failure?.Code == FailureCodes.UnknownModel);
    }
}
