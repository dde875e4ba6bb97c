namespace AgentGrid.Core.Llm.Pricing;

/// <summary>The shape of <c>prices.json</c>.</summary>
internal sealed record PriceFile
{
    /// <summary>By provider type.</summary>
    public required IReadOnlyDictionary<string, VendorPrices> Vendors { get; init; }
}
