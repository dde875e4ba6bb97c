using AgentGrid.Core.Llm.Routing;

namespace AgentGrid.Core.Llm.Pricing;

/// <summary>Which models have a price.</summary>
public interface IModelPrices
{
    /// <summary>Whether the calls of a model have a cost. Those of another count nothing towards a limit of costs.</summary>
    bool Has(ResolvedModel model);
}
