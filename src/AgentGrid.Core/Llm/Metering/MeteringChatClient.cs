using System.Runtime.CompilerServices;
using AgentGrid.Analytics;
using AgentGrid.Core.Llm.Pricing;
using AgentGrid.Core.Llm.Providers.Http;
using AgentGrid.Core.Llm.Routing;
using AgentGrid.Core.Llm.Streaming;
using AgentGrid.Core.Llm.Tokens;
using Microsoft.Extensions.AI;

namespace AgentGrid.Core.Llm.Metering;

/// <summary>
/// Records every call that reaches a provider, however it ends. Sits below the retries, so each attempt is a record.
/// A call that the provider refused, or that never left for it, cost nothing and has no tokens; one that was cut off, or given up for taking too long,
/// is estimated from what was sent and shown.
/// </summary>
internal sealed class MeteringChatClient(IChatClient inner, ProviderDefinition provider, Meter meter) : StreamingChatClient
{
    public override async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages,
        ChatOptions? options = null,
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var model = options?.ModelId ?? "";
        var call = meter.Begin(ModelRequest.Of(options), provider.Name, provider.Type, model);
        var tally = new UsageTally(TokenEstimator.FamilyOf(model));
        if (call.IsNoted)
        {
            tally.Sent = TokenEstimator.Count(messages, tally.Family);
            call.Note(Known(tally));
        }

        // A reader that goes away in mid-answer never comes back here: that is a cancelled call.
        var outcome = UsageOutcome.Cancelled;
        var departure = provider.Type == ProviderTypes.Offline ? null : Departure.Follow();
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
                    tally.IsFree = !tally.Answered && !e.GaveUp && !WasAccepted(e);
                    throw;
                }

                // With its end the call's own record is near.
                if (tally.Add(updates.Current) && call.IsNoted && updates.Current.FinishReason is null)
                {
                    call.Note(Known(tally));
                }

                yield return updates.Current;
            }
        }
        finally
        {
            tally.IsFree |= departure is { HasLeft: false } && !tally.Answered && tally.Reported is null;
            Write(call, messages, tally, outcome);
        }
    }

    // An answer had begun: the model was at work.
    private static bool WasAccepted(LlmException failure) =>
        failure.Code is LlmErrorCodes.UnusableAnswer or LlmErrorCodes.StreamBroken or LlmErrorCodes.Protocol;

    private void Write(MeteredCall call, IEnumerable<ChatMessage> messages, UsageTally tally, UsageOutcome outcome)
    {
        var usage = tally.Reported is { } reported ? PriceTable.Normalise(provider.Type, reported) : default;
        var estimated = false;
        if (!tally.IsFree)
        {
            if (usage.Input == 0)
            {
                usage = usage with { Input = tally.Sent ?? TokenEstimator.Count(messages, tally.Family) };
                estimated = true;
            }

            // A stream that was cut off may have reported a first, small output count.
            if (usage.Output == 0 || outcome != UsageOutcome.Succeeded)
            {
                var shown = tally.EstimateOutput();
                estimated |= shown > usage.Output;
                usage = usage with { Output = Math.Max(usage.Output, shown) };
            }
        }

        call.End(usage, estimated, outcome);
    }

    /// <summary>What is known of a call that runs, without the text that its turn keeps.</summary>
    private TokenUsage Known(UsageTally tally)
    {
        var usage = tally.Reported is { } reported ? PriceTable.Normalise(provider.Type, reported) : default;
        var reasoning = Math.Max(usage.Reasoning, tally.EstimateReasoning());
        return usage with
        {
            Input = usage.Input > 0 ? usage.Input : tally.Sent ?? 0,
            Output = Math.Max(usage.Output, reasoning),
            Reasoning = reasoning,
        };
    }
}
