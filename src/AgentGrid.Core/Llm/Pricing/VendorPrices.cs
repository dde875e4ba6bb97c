namespace AgentGrid.Core.Llm.Pricing;

/// <summary>How one vendor counts, and what it charges.</summary>
internal sealed record VendorPrices
{
    /// <summary>Whether the vendor's input count includes tokens read from and written to its cache.</summary>
    public bool CachedInsideInput { get; init; } = true;

    /// <summary>What input written to the vendor's cache costs, in input prices, where nothing says it of a model.</summary>
    public decimal CacheWriteFactor { get; init; } = 1;

    /// <summary>What the vendor's price lists said, the newest first.</summary>
    public IReadOnlyList<DatedPrices> Tables { get; init; } = [];

    /// <summary>The price of a model in the newest list that has it, or null.</summary>
    public ModelPrice? Find(string model)
    {
        foreach (var table in Tables)
        {
            if (table.Models.TryGetValue(model, out var price))
            {
                return price;
            }
        }

        return null;
    }
}
