using System.Text.Json;
using Microsoft.Extensions.AI;

namespace AgentGrid.Core.Llm.Providers.OpenAi;

/// <summary>Reads <c>usage</c>. Cached tokens are inside the input count, reasoning tokens inside the output count.</summary>
internal static class OpenAiUsage
{
    public static UsageDetails Read(JsonElement usage) => new()
    {
        InputTokenCount = usage.NumberMember("prompt_tokens"),
        OutputTokenCount = usage.NumberMember("completion_tokens"),
        TotalTokenCount = usage.NumberMember("total_tokens"),
        CachedInputTokenCount = usage.Member("prompt_tokens_details").NumberMember("cached_tokens")
            ?? usage.NumberMember("prompt_cache_hit_tokens"),
        ReasoningTokenCount = usage.Member("completion_tokens_details").NumberMember("reasoning_tokens"),
    };
}
