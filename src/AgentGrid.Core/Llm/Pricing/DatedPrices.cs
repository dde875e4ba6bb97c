namespace AgentGrid.Core.Llm.Pricing;

/// <summary>Prices as they were on a day.</summary>
internal sealed record DatedPrices
{
    public required DateOnly AsOf { get; init; }

    /// <summary>Where they were read.</summary>
    public required string Source { get; init; }

    public IReadOnlyDictionary<string, ModelPrice> Models { get; init; } = new Dictionary<string, ModelPrice>();
}
