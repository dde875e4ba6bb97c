namespace AgentGrid.Core.Llm.Pricing;

/// <summary>Prices of one model in US dollars per million tokens.</summary>
internal sealed record ModelPrice
{
    private const decimal Million = 1_000_000m;

    public decimal Input { get; init; }

    public decimal? CachedInput { get; init; }

    public decimal? CacheWrite { get; init; }

    public decimal Output { get; init; }

    /// <summary>Input tokens above which <see cref="LongInput"/> is charged for the whole call; null: one price.</summary>
    public long? LongFrom { get; init; }

    public ModelPrice? LongInput { get; init; }

    /// <summary>The day from which <see cref="Then"/> is charged instead; null: no change is announced.</summary>
    public DateOnly? ThenFrom { get; init; }

    public ModelPrice? Then { get; init; }

    /// <summary>The price on a day (UTC).</summary>
    public ModelPrice On(DateOnly day) => Then is not null && day >= ThenFrom ? Then : this;

    /// <summary>Cost of a call in US dollars.</summary>
    public decimal CostOf(TokenUsage usage)
    {
        if (LongInput is not null && usage.Input > LongFrom)
        {
            return LongInput.CostOf(usage);
        }

        var plain = Math.Max(0, usage.Input - usage.CachedInput - usage.CacheWrite);
        return ((plain * Input)
            + (usage.CachedInput * (CachedInput ?? Input))
            + (usage.CacheWrite * (CacheWrite ?? Input))
            + (usage.Output * Output)) / Million;
    }
}
