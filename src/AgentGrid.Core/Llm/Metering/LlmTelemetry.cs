using System.Diagnostics;
using System.Diagnostics.Metrics;
using AgentGrid.Analytics;

namespace AgentGrid.Core.Llm.Metering;

/// <summary>
/// The names of this house's model metrics, after OpenTelemetry's conventions for generative AI, and their instruments.
/// Content and keys are never tags.
/// </summary>
public static class LlmTelemetry
{
    /// <summary>The meter to subscribe to.</summary>
    public const string MeterName = "AgentGrid.Llm";

    public const string TokenUsage = "gen_ai.client.token.usage";
    public const string OperationDuration = "gen_ai.client.operation.duration";
    public const string Cost = "agentgrid.llm.cost";

    public const string ProviderTag = "gen_ai.provider.name";
    public const string ModelTag = "gen_ai.request.model";
    public const string TokenTypeTag = "gen_ai.token.type";
    public const string PurposeTag = "agentgrid.purpose";
    public const string OutcomeTag = "agentgrid.outcome";

    private static readonly System.Diagnostics.Metrics.Meter Source = new(MeterName);
    private static readonly Histogram<long> Tokens = Source.CreateHistogram<long>(TokenUsage, "{token}", "Tokens of one model call.");
    private static readonly Histogram<double> Duration = Source.CreateHistogram<double>(OperationDuration, "s", "Duration of one model call.");
    private static readonly Counter<double> Dollars = Source.CreateCounter<double>(Cost, "{USD}", "Known cost of model calls.");

    internal static void Record(UsageRecord call)
    {
        if (!Tokens.Enabled && !Duration.Enabled && !Dollars.Enabled)
        {
            return;
        }

        var tags = new TagList
        {
            { ProviderTag, call.Provider },
            { ModelTag, call.Model },
            { PurposeTag, call.Purpose },
            { OutcomeTag, call.Outcome.ToString() },
        };
        Duration.Record(call.DurationMs / 1000, tags);
        if (call.CostUsd is { } cost)
        {
            Dollars.Add((double)cost, tags);
        }

        RecordTokens(call.InputTokens, "input", tags);
        RecordTokens(call.OutputTokens, "output", tags);
    }

    private static void RecordTokens(long count, string type, TagList tags)
    {
        tags.Add(TokenTypeTag, type);
        Tokens.Record(count, tags);
    }
}
