namespace AgentGrid.Core.Llm.Pricing;

/// <summary>The shape of <c>prices.json</c>.</summary>
internal sealed record PriceFile
{
    /// <summary>The day the prices were last compared with the vendors' pages.</summary>
    public required DateOnly AsOf { get; init; }

    /// <summary>By provider type.</summary>
    public required IReadOnlyDictionary<string, VendorPrices> Vendors { get; init; }
}
