using System.Collections.Immutable;
using AgentGrid.Agents;
using AgentGrid.Core.Llm.Pricing;
using AgentGrid.Core.Llm.Routing;

namespace AgentGrid.Core.Agents;

/// <summary>Settings that this server keeps but does not act on, said plainly with the agent.</summary>
public static class AgentWarnings
{
    /// <param name="models">The models there are now.</param>
    /// <param name="prices">Their prices.</param>
    public static ImmutableArray<string> Of(AgentConfig config, ProviderCatalog models, IModelPrices prices)
    {
        ArgumentNullException.ThrowIfNull(config);
        ArgumentNullException.ThrowIfNull(models);
        ArgumentNullException.ThrowIfNull(prices);
        var tools = config.Tools;
        (bool Set, string Field)[] settings =
        [
            (tools.CodeExecution, "tools.codeExecution"),
            (tools.WebSearch, "tools.webSearch"),
            (tools.Agents.Length > 0, "tools.agents"),
            (tools.Mcp.Length > 0, "tools.mcp"),
            (tools.Http.Length > 0, "tools.http"),
            (config.Memory.Enabled, "memory"),
        ];
        var idle = settings.Where(setting => setting.Set).Select(setting => $"{setting.Field} is kept but has no effect on this server.");
        return Unlimited(config, models, prices) is { } unlimited ? [.. idle, unlimited] : [.. idle];
    }

    /// <summary>That a limit of costs does not bound what has no price, or null.</summary>
    private static string? Unlimited(AgentConfig config, ProviderCatalog models, IModelPrices prices)
    {
        if (config.Limits.MaxTurnCostUsd is null)
        {
            return null;
        }

        var unpriced = config.FallbackModels.Prepend(config.Model)
            .Select(name => models.Resolve(name).TryGet(out var model, out _) && !prices.Has(model) ? model.Name.ToString() : null)
            .OfType<string>().Distinct().ToList();
        return unpriced.Count == 0
            ? null
            : $"limits.maxTurnCostUsd does not bound what {string.Join(", ", unpriced)} costs, since its price is not known here. An administrator can "
                + "set it (PUT /api/admin/settings, or AgentGrid:Llm:Prices).";
    }
}
