using System.Text.Json;
using AgentGrid.Core.Llm.Pricing;
using Microsoft.Extensions.AI;

namespace AgentGrid.Core.Llm.Providers.Anthropic;

/// <summary>
/// Reads <c>usage</c>, which is cumulative: <c>message_start</c> tells the input and a first output count, <c>message_delta</c>
/// the final output count and sometimes the input again. Cached tokens are outside the input count.
/// </summary>
internal sealed class AnthropicUsage
{
    private readonly CumulativeUsage _seen = new();

    /// <summary>What an event's usage adds, or null.</summary>
    public ChatResponseUpdate? Read(JsonElement usage) => usage.ValueKind != JsonValueKind.Object
        ? null
        : _seen.Advance(new UsageDetails
        {
            InputTokenCount = usage.CountMember("input_tokens"),
            OutputTokenCount = usage.CountMember("output_tokens"),
            CachedInputTokenCount = usage.CountMember("cache_read_input_tokens"),
            ReasoningTokenCount = usage.Member("output_tokens_details").CountMember("thinking_tokens"),
            AdditionalCounts = usage.CountMember("cache_creation_input_tokens") is { } written
                ? new AdditionalPropertiesDictionary<long> { [PriceTable.CacheWriteCount] = written }
                : null,
        });
}
