namespace AgentGrid.Core.Llm.Pricing;

/// <summary>Prices that administrators set while the server runs, before those of the configuration. A change counts from the next call.</summary>
public interface IPriceOverrides
{
    /// <summary>The day up to which every vendor's built-in prices were compared with what it publishes.</summary>
    DateOnly AsOf { get; }

    /// <summary>Replaces everything that administrators have set, by <c>provider/model</c> or <c>provider/*</c>.</summary>
    void SetOverrides(IReadOnlyDictionary<string, PriceOptions> prices);
}
