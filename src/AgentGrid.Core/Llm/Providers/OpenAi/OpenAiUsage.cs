using System.Text.Json;
using AgentGrid.Core.Llm.Pricing;
using Microsoft.Extensions.AI;

namespace AgentGrid.Core.Llm.Providers.OpenAi;

/// <summary>Reads <c>usage</c>. Cached tokens are inside the input count, reasoning tokens inside the output count.</summary>
internal static class OpenAiUsage
{
    public static UsageDetails Read(JsonElement usage) => new()
    {
        // Newer models charge for what they write to their cache; it is inside the input count too.
        AdditionalCounts = usage.Member("prompt_tokens_details").NumberMember("cache_write_tokens") is { } written
            ? new AdditionalPropertiesDictionary<long> { [PriceTable.CacheWriteCount] = written }
            : null,
        InputTokenCount = usage.NumberMember("prompt_tokens"),
        OutputTokenCount = usage.NumberMember("completion_tokens"),
        TotalTokenCount = usage.NumberMember("total_tokens"),
        CachedInputTokenCount = usage.Member("prompt_tokens_details").NumberMember("cached_tokens")
            ?? usage.NumberMember("prompt_cache_hit_tokens"),
        ReasoningTokenCount = usage.Member("completion_tokens_details").NumberMember("reasoning_tokens"),
    };
}
