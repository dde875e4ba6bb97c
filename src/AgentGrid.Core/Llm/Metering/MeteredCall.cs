using AgentGrid.Analytics;
using AgentGrid.Core.Llm.Pricing;

namespace AgentGrid.Core.Llm.Metering;

/// <summary>One provider call, from its beginning to its ledger record.</summary>
/// <param name="startedAt">When it began, as a timestamp of the clock.</param>
internal sealed class MeteredCall(
    PriceTable prices,
    IUsageSink defaultSink,
    TimeProvider clock,
    string id,
    ModelRequest request,
    string provider,
    string type,
    string model,
    long startedAt)
{
    private ModelPrice? _price;

    /// <summary>Whether somebody takes notes of calls that run, so that one is worth its work.</summary>
    public bool IsNoted => request.Usage.Sink is not null;

    /// <summary>Tells what is to be booked if nothing more is heard of the call.</summary>
    public void Note(TokenUsage usage) => request.Usage.Sink?.Note(RecordOf(usage, estimated: true, UsageOutcome.Cancelled));

    /// <summary>Writes the record. Nothing follows it.</summary>
    public void End(TokenUsage usage, bool estimated, UsageOutcome outcome)
    {
        var record = RecordOf(usage, estimated, outcome);
        LlmTelemetry.Record(record);
        (request.Usage.Sink ?? defaultSink).Record(record);
    }

    private UsageRecord RecordOf(TokenUsage usage, bool estimated, UsageOutcome outcome)
    {
        var scope = request.Usage;
        var duration = clock.GetElapsedTime(startedAt);
        var began = clock.GetUtcNow() - duration;
        return new UsageRecord(
            id,
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
            outcome == UsageOutcome.Cached ? 0m : (_price ??= prices.Find(provider, type, model))?.On(PriceTable.DayOf(began)).CostOf(usage),
            estimated,
            outcome,
            duration.TotalMilliseconds,
            began);
    }
}
