namespace AgentGrid.Core.Llm.Pricing;

/// <summary>One entry of <c>AgentGrid:Llm:Prices</c>, US dollars per million tokens.</summary>
public sealed class PriceOptions
{
    /// <summary>Required: what is not said must not be free.</summary>
    public decimal? Input { get; set; }

    /// <summary>Input read from the provider's cache. Default: the input price.</summary>
    public decimal? CachedInput { get; set; }

    /// <summary>Input written to the provider's cache. Default: as much above the input price as the vendor's own list has it, 1.25 times with Anthropic.</summary>
    public decimal? CacheWrite { get; set; }

    /// <summary>Required; 0 where there is none, as with embeddings.</summary>
    public decimal? Output { get; set; }
}
