using AgentGrid.Core.Llm.Pricing;
using Microsoft.Extensions.AI;

namespace AgentGrid.Core.Llm.Providers;

/// <summary>
/// Vendors report usage as all that was used so far, some of them with every chunk. This turns it into what is new, so that the
/// sum of what was passed on is right whenever a call ends, also when it is cancelled or fails. No count falls: a closing
/// report of zeros takes nothing back.
/// </summary>
internal sealed class CumulativeUsage
{
    private long _input;
    private long _output;
    private long _cached;
    private long _reasoning;
    private long _written;

    /// <summary>What is new in a report, or null when nothing is.</summary>
    public ChatResponseUpdate? Advance(UsageDetails now)
    {
        var written = now.AdditionalCounts?.TryGetValue(PriceTable.CacheWriteCount, out var count) == true ? Rise(ref _written, count) : 0;
        var news = new UsageDetails
        {
            InputTokenCount = Rise(ref _input, now.InputTokenCount),
            OutputTokenCount = Rise(ref _output, now.OutputTokenCount),
            CachedInputTokenCount = Rise(ref _cached, now.CachedInputTokenCount),
            ReasoningTokenCount = Rise(ref _reasoning, now.ReasoningTokenCount),
            AdditionalCounts = written > 0 ? new AdditionalPropertiesDictionary<long> { [PriceTable.CacheWriteCount] = written } : null,
        };
        return news.InputTokenCount + news.OutputTokenCount + news.CachedInputTokenCount + news.ReasoningTokenCount + written > 0
            ? new ChatResponseUpdate(ChatRole.Assistant, [new UsageContent(news)])
            : null;
    }

    private static long Rise(ref long seen, long? now)
    {
        var news = Math.Max(0, (now ?? 0) - seen);
        seen += news;
        return news;
    }
}
