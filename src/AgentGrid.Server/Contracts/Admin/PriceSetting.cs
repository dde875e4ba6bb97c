using AgentGrid.Core.Llm.Pricing;

namespace AgentGrid.Server.Contracts.Admin;

/// <summary>The price of a model in US dollars per million tokens.</summary>
/// <param name="CachedInput">Input read from the provider's cache. Default: the input price.</param>
/// <param name="CacheWrite">Input written to the provider's cache. Default: as much above the input price as the vendor's own list has it, 1.25 times with Anthropic.</param>
internal sealed record PriceSetting(decimal Input, decimal Output, decimal? CachedInput = null, decimal? CacheWrite = null)
{
    public PriceOptions ToOptions() => new() { Input = Input, Output = Output, CachedInput = CachedInput, CacheWrite = CacheWrite };
}
