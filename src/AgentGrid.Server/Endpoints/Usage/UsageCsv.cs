using System.Collections.Immutable;
using System.Globalization;
using AgentGrid.Analytics;

namespace AgentGrid.Server.Endpoints.Usage;

/// <summary>A usage report as CSV.</summary>
internal static class UsageCsv
{
    public static CsvResult Of(ImmutableArray<UsageGroup> groups)
    {
        string[] header = ["key", "calls", "inputTokens", "cachedInputTokens", "outputTokens", "costUsd", "unpricedCalls"];
        var rows = groups.Select(group => new[]
        {
            group.Key, Text(group.Calls), Text(group.InputTokens), Text(group.CachedInputTokens), Text(group.OutputTokens),
            group.CostUsd?.ToString(CultureInfo.InvariantCulture) ?? "", Text(group.UnpricedCalls),
        });
        return new CsvResult("usage.csv", [header, .. rows]);
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
