using AgentGrid.Analytics;
using AgentGrid.Core.Llm.Pricing;
using AgentGrid.Core.Llm.Routing;
using AgentGrid.Core.Llm.Tokens;

namespace AgentGrid.Core.Llm.Metering;

internal sealed class LostCalls(Meter meter, IProviderRegistry registry) : ILostCalls
{
    public UsageRecord Estimate(UsageScope scope, string model, IEnumerable<string> sent, string shown)
    {
        var name = ModelName.Parse(model) ?? new ModelName("", model);
        var family = TokenEstimator.FamilyOf(name.Model);
        var usage = new TokenUsage(
            sent.Sum(text => TokenEstimator.Count(text, family) + TokenEstimator.PerMessage), 0, 0, TokenEstimator.Count(shown, family), 0);
        var collector = new UsageCollector();
        meter.Record(
            new ModelRequest { Usage = scope with { Sink = collector } },
            name.Provider,
            registry.Current.Find(name.Provider)?.Type ?? "",
            name.Model,
            usage,
            estimated: true,
            UsageOutcome.Cancelled,
            meter.Clock.GetTimestamp());
        return collector.Snapshot()[0];
    }
}
