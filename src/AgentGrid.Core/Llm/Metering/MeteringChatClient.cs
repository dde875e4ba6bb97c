using System.Runtime.CompilerServices;
using AgentGrid.Analytics;
using AgentGrid.Core.Llm.Pricing;
using AgentGrid.Core.Llm.Routing;
using AgentGrid.Core.Llm.Streaming;
using AgentGrid.Core.Llm.Tokens;
using Microsoft.Extensions.AI;

namespace AgentGrid.Core.Llm.Metering;

/// <summary>
/// Records every call that reaches a provider, however it ends. Sits below the retries, so each attempt is a record.
/// A call that the provider refused cost nothing and has no tokens; one that was cut off, or given up for taking too long,
/// is estimated from what was sent and shown.
/// </summary>
internal sealed class MeteringChatClient(IChatClient inner, ProviderDefinition provider, Meter meter) : StreamingChatClient
{
    public override async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages,
        ChatOptions? options = null,
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var started = meter.Clock.GetTimestamp();
        var tally = new UsageTally();

        // A reader that goes away in mid-answer never comes back here: that is a cancelled call.
        var outcome = UsageOutcome.Cancelled;
        try
        {
            await using var updates = inner.GetStreamingResponseAsync(messages, options, cancellationToken)
                .GetAsyncEnumerator(cancellationToken);
            while (true)
            {
                try
                {
                    if (!await updates.MoveNextAsync())
                    {
                        outcome = UsageOutcome.Succeeded;
                        break;
                    }
                }
                catch (LlmException e)
                {
                    outcome = UsageOutcome.Failed;
                    tally.Refused = !tally.Answered && !e.GaveUp && e.Code != LlmErrorCodes.UnusableAnswer;
                    throw;
                }

                tally.Add(updates.Current);
                yield return updates.Current;
            }
        }
        finally
        {
            Write(messages, options, tally, outcome, started);
        }
    }

    private void Write(IEnumerable<ChatMessage> messages, ChatOptions? options, UsageTally tally, UsageOutcome outcome, long started)
    {
        var model = options?.ModelId ?? "";
        var usage = tally.Reported is { } reported ? PriceTable.Normalise(provider.Type, reported) : default;
        var estimated = false;
        if (!tally.Refused)
        {
            var family = TokenEstimator.FamilyOf(model);
            if (usage.Input == 0)
            {
                usage = usage with { Input = TokenEstimator.Count(messages, family) };
                estimated = true;
            }

            // A stream that was cut off may have reported a first, small output count.
            if (usage.Output == 0 || outcome != UsageOutcome.Succeeded)
            {
                var shown = tally.EstimateOutput(family);
                estimated |= shown > usage.Output;
                usage = usage with { Output = Math.Max(usage.Output, shown) };
            }
        }

        meter.Record(ModelRequest.Of(options), provider.Name, provider.Type, model, usage, estimated, outcome, started);
    }
}
