using System.Text.Json;
using AgentGrid.Core.Llm.Pricing;
using Microsoft.Extensions.AI;

namespace AgentGrid.Core.Llm.Providers.OpenAi;

/// <summary>Reads <c>usage</c>. Cached tokens are inside the input count, reasoning tokens inside the output count.</summary>
internal static class OpenAiUsage
{
    public static UsageDetails Read(JsonElement usage)
    {
        var input = usage.CountMember("prompt_tokens");
        var output = usage.CountMember("completion_tokens");
        var reasoning = usage.Member("completion_tokens_details").CountMember("reasoning_tokens");
        var total = usage.CountMember("total_tokens");
        if (reasoning > 0 && total == input + output + reasoning)
        {
            // xAI counts reasoning outside the completion; its total tells.
            output += reasoning;
        }

        return new UsageDetails
        {
            // Newer models charge for what they write to their cache; it is inside the input count too.
            AdditionalCounts = usage.Member("prompt_tokens_details").CountMember("cache_write_tokens") is { } written
                ? new AdditionalPropertiesDictionary<long> { [PriceTable.CacheWriteCount] = written }
                : null,
            InputTokenCount = input,
            OutputTokenCount = output,
            TotalTokenCount = total,
            CachedInputTokenCount = usage.Member("prompt_tokens_details").CountMember("cached_tokens")
                ?? usage.CountMember("prompt_cache_hit_tokens")
                ?? usage.CountMember("cached_tokens"),
            ReasoningTokenCount = reasoning,
        };
    }
}
