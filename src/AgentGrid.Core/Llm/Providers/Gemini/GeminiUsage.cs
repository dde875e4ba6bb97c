using System.Text.Json;
using Microsoft.Extensions.AI;

namespace AgentGrid.Core.Llm.Providers.Gemini;

/// <summary>
/// Reads <c>usageMetadata</c>, which comes with every chunk and tells all that was used so far. Cached tokens are inside the
/// prompt count; thoughts are outside the candidates count, and a later chunk may leave either out.
/// </summary>
internal sealed class GeminiUsage
{
    private readonly CumulativeUsage _seen = new();
    private long _candidates;
    private long _thoughts;

    /// <summary>What a chunk's usage adds, or null.</summary>
    public ChatResponseUpdate? Read(JsonElement usage)
    {
        if (usage.ValueKind != JsonValueKind.Object)
        {
            return null;
        }

        _candidates = Math.Max(_candidates, usage.CountMember("candidatesTokenCount") ?? 0);
        _thoughts = Math.Max(_thoughts, usage.CountMember("thoughtsTokenCount") ?? 0);
        return _seen.Advance(new UsageDetails
        {
            InputTokenCount = usage.CountMember("promptTokenCount"),
            CachedInputTokenCount = usage.CountMember("cachedContentTokenCount"),
            OutputTokenCount = _candidates + _thoughts,
            ReasoningTokenCount = _thoughts,
        });
    }
}
