using AgentGrid.Analytics;
using AgentGrid.Core.Identifiers;
using AgentGrid.Core.Llm.Pricing;
using AgentGrid.Naming;

namespace AgentGrid.Core.Llm.Metering;

/// <summary>Turns what is known of one provider call into its ledger record and hands it to the sink.</summary>
internal sealed class Meter(PriceTable prices, IUsageSink defaultSink, IIdGenerator ids, TimeProvider clock)
{
    public TimeProvider Clock => clock;

    /// <summary>Writes the record of a call that began at <paramref name="startedAt"/> (a timestamp of the clock).</summary>
    public void Record(
        ModelRequest request,
        string provider,
        string type,
        string model,
        TokenUsage usage,
        bool estimated,
        UsageOutcome outcome,
        long startedAt)
    {
        var scope = request.Usage;
        var duration = clock.GetElapsedTime(startedAt);
        var began = clock.GetUtcNow() - duration;
        var record = new UsageRecord(
            ids.NewId(IdPrefixes.Usage),
            scope.UserId,
            scope.AgentId,
            scope.AgentVersion,
            scope.SessionId,
            scope.TurnId,
            request.Purpose,
            provider,
            model,
            usage.Input,
            usage.CachedInput,
            usage.Output,
            usage.Reasoning,
            outcome == UsageOutcome.Cached ? 0m : prices.Find(provider, type, model)?.On(Day(began)).CostOf(usage),
            estimated,
            outcome,
            duration.TotalMilliseconds,
            began);
        LlmTelemetry.Record(record);
        (scope.Sink ?? defaultSink).Record(record);
    }

    private static DateOnly Day(DateTimeOffset time) => DateOnly.FromDateTime(time.UtcDateTime);
}
