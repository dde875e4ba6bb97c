using System.Text.Json;
using Microsoft.Extensions.AI;

namespace AgentGrid.Core.Llm.Providers.Gemini;

/// <summary>Reads <c>usageMetadata</c>. Cached tokens are inside the prompt count; thoughts are outside the candidates count.</summary>
internal static class GeminiUsage
{
    public static UsageDetails Read(JsonElement usage)
    {
        var thoughts = usage.NumberMember("thoughtsTokenCount") ?? 0;
        return new UsageDetails
        {
            InputTokenCount = usage.NumberMember("promptTokenCount"),
            CachedInputTokenCount = usage.NumberMember("cachedContentTokenCount"),
            OutputTokenCount = (usage.NumberMember("candidatesTokenCount") ?? 0) + thoughts,
            ReasoningTokenCount = thoughts,
            TotalTokenCount = usage.NumberMember("totalTokenCount"),
        };
    }
}
