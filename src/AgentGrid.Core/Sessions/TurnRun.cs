using System.Collections.Immutable;
using System.Text.Json;
using AgentGrid.Core.Llm;
using AgentGrid.Core.Llm.Routing;
using AgentGrid.Core.Llm.Tokens;
using AgentGrid.Core.Llm.Tools;
using AgentGrid.Core.Sessions.Grounding;
using AgentGrid.Sessions;
using AgentGrid.Sessions.Events;
using Microsoft.Extensions.AI;

namespace AgentGrid.Core.Sessions;

/// <summary>One turn while it runs.</summary>
internal sealed class TurnRun(
    TurnInput input, IChatClient chat, HistoryWindow window, SourceFinder finder, TimeProvider clock, CancellationToken stop)
{
    private const string TooLong =
        "The message is longer than the model can read, even without what was said before. Shorten it, or choose a model with a larger window.";

    private readonly AnswerText _answer = new(input.Agent.Config.Knowledge.Citations);
    private readonly List<ToolCall> _toolCalls = [];
    private FoundSources? _found;
    private double? _retrievalMs;
    private double? _ttftMs;
    private RouteReport? _route;
    private HistorySummary? _summary;
    private List<ChatMessage> _prompt = [];
    private string _finishReason = FinishReasons.Interrupted;
    private Failure? _failure;
    private bool _stopped;

    private ImmutableArray<Citation> Sources => _found?.Citations ?? [];

    /// <summary>
    /// Whether marks in the answer stand for sources, be it that there are none now: the agent has files, or an earlier answer
    /// cited, which models go on doing by themselves.
    /// </summary>
    private bool Cites =>
        (input.Retrieve is not null && input.Agent.Config.Knowledge.Enabled)
        || input.History.Any(static earlier => !earlier.Citations.IsDefaultOrEmpty);

    public async IAsyncEnumerable<TurnStep> StepsAsync()
    {
        if (SourceFinder.Wants(input))
        {
            await SearchAsync();
            if (_found is not null)
            {
                yield return new TurnStep(new RetrievalData(Sources, _retrievalMs ?? 0, _found.Confidence));
            }
        }

        // A prompt that proves too long is shortened and sent again, as long as nothing was shown: a model of one's own may
        // read far less than its name tells.
        int? most = null;
        for (var refusals = 1; _failure is null && !_stopped; refusals++)
        {
            await foreach (var step in AnswerAsync(most))
            {
                yield return step;
            }

            // A prompt that did not get shorter has nothing left to leave out: it is the message itself that is too long.
            if (_failure?.Code != LlmErrorCodes.ContextTooLong || refusals == HistoryWindow.MostRefusals
                || _answer.Length > 0 || _toolCalls.Count > 0 || TokenEstimator.Count(_prompt) / 2 is var half && half >= most)
            {
                break;
            }

            most = half;
            _failure = null;
        }

        if (_answer.Complete() is { Length: > 0 } rest)
        {
            yield return Delta(rest);
        }

        var calls = input.Usage.Snapshot();
        if (calls.Count > 0)
        {
            yield return new TurnStep(TurnUsage.Of(calls));
        }

        yield return End([.. calls]);
    }

    private async Task SearchAsync()
    {
        var started = clock.GetTimestamp();
        try
        {
            (await finder.FindAsync(input, input.Usage, stop)).TryGet(out _found, out _failure);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            _stopped = true;
        }

        _retrievalMs = clock.GetElapsedTime(started).TotalMilliseconds;
    }

    private async IAsyncEnumerable<TurnStep> AnswerAsync(int? most)
    {
        var options = TurnOptions.Of(input, Sources, input.Usage);
        try
        {
            (_prompt, _summary) = await window.FitAsync(input, _found, options, most, _summary, stop);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            _stopped = true;
            yield break;
        }
        catch (LlmException e)
        {
            _failure = e.ToFailure();
            yield break;
        }

        _answer.Expect(Cites ? Sources.Length : null);
        await using var updates = chat.GetStreamingResponseAsync(_prompt, options, stop).GetAsyncEnumerator(stop);
        while (true)
        {
            try
            {
                if (!await updates.MoveNextAsync())
                {
                    yield break;
                }
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested)
            {
                _stopped = true;
                yield break;
            }
            catch (LlmException e)
            {
                _failure = e.ToFailure();
                yield break;
            }

            var update = updates.Current;
            _route ??= RouteReport.Of(update);
            for (var i = 0; i < update.Contents.Count; i++)
            {
                if (StepOf(update.Contents[i]) is { } step)
                {
                    yield return step;
                }
            }

            if (update.FinishReason is { } reason)
            {
                _finishReason = NameOf(reason);
            }
        }
    }

    private TurnStep? StepOf(AIContent content)
    {
        switch (content)
        {
            case TextContent text:
                return _answer.Push(text.Text) is { Length: > 0 } shown ? Delta(shown) : null;
            case FunctionCallContent call:
                var arguments = JsonSerializer.SerializeToElement(call.Arguments ?? new Dictionary<string, object?>());
                _toolCalls.Add(new ToolCall(call.CallId, call.Name, arguments.GetRawText(), null, null));
                return new TurnStep(new ToolCallData(call.CallId, call.Name, arguments));
            case FunctionResultContent result:
                return ToolResult(result);
            default:
                return null;
        }
    }

    private TurnStep ToolResult(FunctionResultContent result)
    {
        const int longest = 2_000;
        var outcome = ToolResults.Of(result);
        var summary = outcome.Content.Length <= longest ? outcome.Content : string.Concat(outcome.Content.AsSpan(0, longest), "…");
        var index = _toolCalls.FindLastIndex(call => call.CallId == result.CallId);
        if (index >= 0)
        {
            _toolCalls[index] = _toolCalls[index] with { Ok = outcome.Ok, Summary = summary };
        }

        return new TurnStep(
                new ToolResultData(result.CallId, outcome.Ok, summary, outcome.Files.IsDefaultOrEmpty ? null : outcome.Files));
    }

    private TurnStep Delta(string text)
    {
        _ttftMs ??= ElapsedMs();
        return new TurnStep(new DeltaData(text));
    }

    private TurnStep End(ImmutableArray<Analytics.UsageRecord> usage)
    {
        var text = _answer.Text;
        if (_failure?.Code == LlmErrorCodes.ContextTooLong)
        {
            // Everything that could be left out was: the provider's own words would only puzzle.
            _failure = _failure with { Kind = FailureKind.TooLarge, Detail = TooLong };
        }

        if (!_stopped && _failure is null && text.Length == 0)
        {
            _failure = WhyNothing();
        }

        var status = _stopped ? MessageStatus.Cancelled
            : _failure is null ? MessageStatus.Complete
            : text.Length > 0 ? MessageStatus.Interrupted
            : MessageStatus.Failed;
        var reason = status switch
        {
            MessageStatus.Cancelled => FinishReasons.Cancelled,
            MessageStatus.Interrupted => FinishReasons.Interrupted,
            MessageStatus.Failed => _failure!.Code,
            _ => _finishReason,
        };
        var result = new TurnResult
        {
            Text = text,
            Status = status,
            FinishReason = reason,
            Citations =
            [
                .. Sources
                    .Where(source => _answer.Cited.Contains(source.N))
                    .Select(source => CitedPlace.Of(source, text, _found?.Surroundings ?? [])),
            ],
            ToolCalls = [.. _toolCalls],
            Usage = usage,
            Model = _route?.Model.ToString(),
            Rejections = [.. _route?.Rejections ?? []],
            Summary = _summary,
            TtftMs = _ttftMs,
            TotalMs = ElapsedMs(),
            RetrievalMs = _retrievalMs,
            Retrieved = Sources.Length,
            RetrievalConfidence = _found?.Confidence,
        };
        return status switch
        {
            MessageStatus.Interrupted => new TurnStep(
                new TurnFailedData(FailureCodes.Interrupted, _failure!.Detail, _failure.Retryable, input.MessageId, _failure.RetryAfterSeconds),
                result),
            MessageStatus.Failed => new TurnStep(
                new TurnFailedData(_failure!.Code, _failure.Detail, _failure.Retryable, input.MessageId, _failure.RetryAfterSeconds),
                result),
            _ => new TurnStep(
                new TurnCompletedData(input.MessageId, reason, result.TtftMs, result.TotalMs),
                result),
        };
    }

    /// <summary>What a turn that ended without a word is told to have failed by; null where no word was owed.</summary>
    private Failure? WhyNothing()
    {
        var limits = input.Agent.Config.Limits;
        return _finishReason switch
        {
            FinishReasons.ContentFilter => new Failure(
                FailureKind.Upstream, FailureCodes.ContentRefused, "The model provider declined to answer this."),
            FinishReasons.CostLimit => Failure.Invalid(
                FailureCodes.TurnCostExceeded,
                FormattableString.Invariant($"The turn cost {input.Usage.KnownCostUsd} US dollars before it had an answer, and its agent allows ")
                + FormattableString.Invariant($"{limits.MaxTurnCostUsd}. Raise limits.maxTurnCostUsd, or choose a cheaper model.")),
            FinishReasons.ToolRounds => Failure.Invalid(
                FailureCodes.ToolRoundsExceeded,
                $"The model still asked for tools after {limits.MaxToolRounds} rounds and gave no answer. Raise limits.maxToolRounds, or say in the "
                + "instructions when to stop."),
            _ => null,
        };
    }

    private double ElapsedMs() => Math.Round(clock.GetElapsedTime(input.AcceptedAt).TotalMilliseconds, 3);

    private static string NameOf(ChatFinishReason reason) =>
        reason == ChatFinishReason.ToolCalls ? FinishReasons.Stop : reason.Value;
}
