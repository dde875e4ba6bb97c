namespace AgentGrid.Core.Llm.Pricing;

/// <summary>
/// Tokens of one call, counted one way for all vendors. <paramref name="Input"/> includes <paramref name="CachedInput"/>
/// and <paramref name="CacheWrite"/>; <paramref name="Output"/> includes <paramref name="Reasoning"/>.
/// </summary>
internal readonly record struct TokenUsage(long Input, long CachedInput, long CacheWrite, long Output, long Reasoning);
