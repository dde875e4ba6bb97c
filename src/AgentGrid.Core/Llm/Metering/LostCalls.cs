using AgentGrid.Analytics;
using AgentGrid.Core.Llm.Pricing;
using AgentGrid.Core.Llm.Routing;
using AgentGrid.Core.Llm.Tokens;

namespace AgentGrid.Core.Llm.Metering;

internal sealed class LostCalls(PriceTable prices, IProviderRegistry registry) : ILostCalls
{
    public UsageRecord Settle(UsageRecord noted, string shown)
    {
        ArgumentNullException.ThrowIfNull(noted);
        ArgumentNullException.ThrowIfNull(shown);
        var output = noted.ReasoningTokens + TokenEstimator.Count(shown, TokenEstimator.FamilyOf(noted.Model));
        if (output <= noted.OutputTokens)
        {
            return noted;
        }

        var type = registry.Current.Find(noted.Provider)?.Type ?? "";
        var price = prices.Find(noted.Provider, type, noted.Model)?.On(PriceTable.DayOf(noted.CreatedAt));

        // What was noted is priced already, and knows more of the input than its record says.
        var before = new TokenUsage(noted.InputTokens, noted.CachedInputTokens, 0, noted.OutputTokens, 0);
        return noted with
        {
            OutputTokens = output,
            CostUsd = noted.CostUsd + price?.CostOf(before with { Output = output }) - price?.CostOf(before),
        };
    }
}
