namespace AgentGrid.Core.Llm.Pricing;

/// <summary>
/// Tokens of one call, counted one way for all vendors. <paramref name="Input"/> includes <paramref name="CachedInput"/>
/// and <paramref name="CacheWrite"/>; <paramref name="Output"/> includes <paramref name="Reasoning"/>.
/// </summary>
internal readonly record struct TokenUsage(long Input, long CachedInput, long CacheWrite, long Output, long Reasoning)
{
    /// <summary>
    /// More tokens than any call can have: a count above it is a fault of the provider's and is not believed. Also keeps the
    /// ledger's sums within 64 bits.
    /// </summary>
    public const long MostTokens = 1_000_000_000;
}
