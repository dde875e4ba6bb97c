namespace AgentGrid.Core.Llm.Pricing;

/// <summary>How one vendor counts, and what it charges.</summary>
internal sealed record VendorPrices
{
    /// <summary>Whether the vendor's input count includes tokens read from and written to its cache.</summary>
    public bool CachedInsideInput { get; init; } = true;

    public IReadOnlyDictionary<string, ModelPrice> Models { get; init; } = new Dictionary<string, ModelPrice>();
}
