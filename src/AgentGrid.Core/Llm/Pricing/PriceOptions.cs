namespace AgentGrid.Core.Llm.Pricing;

/// <summary>One entry of <c>AgentGrid:Llm:Prices</c>, US dollars per million tokens.</summary>
public sealed class PriceOptions
{
    public decimal Input { get; set; }

    /// <summary>Input read from the provider's cache. Default: the input price.</summary>
    public decimal? CachedInput { get; set; }

    /// <summary>Input written to the provider's cache. Default: the input price.</summary>
    public decimal? CacheWrite { get; set; }

    public decimal Output { get; set; }
}
