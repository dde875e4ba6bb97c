using AgentGrid.Analytics;
using AgentGrid.Core.Identifiers;
using AgentGrid.Core.Llm.Pricing;
using AgentGrid.Naming;

namespace AgentGrid.Core.Llm.Metering;

/// <summary>Turns what is known of one provider call into its ledger record and hands it to the sink.</summary>
internal sealed class Meter(PriceTable prices, IUsageSink defaultSink, IIdGenerator ids, TimeProvider clock)
{
    public TimeProvider Clock => clock;

    /// <summary>Begins the account of a call that begins now.</summary>
    public MeteredCall Begin(ModelRequest request, string provider, string type, string model) =>
        Begin(request, provider, type, model, clock.GetTimestamp());

    /// <summary>Writes the record of a call that began at <paramref name="startedAt"/> (a timestamp of the clock).</summary>
    public void Record(
        ModelRequest request,
        string provider,
        string type,
        string model,
        TokenUsage usage,
        bool estimated,
        UsageOutcome outcome,
        long startedAt) =>
        Begin(request, provider, type, model, startedAt).End(usage, estimated, outcome);

    private MeteredCall Begin(ModelRequest request, string provider, string type, string model, long startedAt) =>
        new(prices, defaultSink, clock, ids.NewId(IdPrefixes.Usage), request, provider, type, model, startedAt);
}
