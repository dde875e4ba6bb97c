using System.Collections.Immutable;
using AgentGrid.Core.Llm;
using AgentGrid.Core.Llm.Routing;
using AgentGrid.Core.Llm.Tokens;
using AgentGrid.Core.Sessions.Grounding;
using AgentGrid.Sessions;
using AgentGrid.Sessions.Events;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Logging;

namespace AgentGrid.Core.Sessions;

/// <summary>One turn while it runs.</summary>
internal sealed partial class TurnRun(
    TurnInput input, IChatClient chat, HistoryWindow window, SourceFinder finder, ILogger logger, TimeProvider clock, CancellationToken stop)
{
    private readonly AnswerText _answer = new(input.Agent.Config.Knowledge.Citations);
    private readonly List<ToolCall> _toolCalls = [];
    private FoundSources? _found;
    private double? _retrievalMs;
    private double? _ttftMs;
    private RouteReport? _route;
    private RouteRejection? _notice;
    private IReadOnlyList<RouteRejection> _rejected = [];
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
        || input.HasCited;

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
        var isShortest = false;
        var steps = new List<TurnStep>();
        for (var refusals = 1; _failure is null && !_stopped; refusals++)
        {
            var options = TurnOptions.Of(input, Sources, input.Usage, isShortest, _rejected);
            if (!await PreparedAsync(options, most))
            {
                break;
            }

            await using var updates = chat.GetStreamingResponseAsync(_prompt, options, stop).GetAsyncEnumerator(stop);
            while (true)
            {
                steps.Clear();
                try
                {
                    if (!await updates.MoveNextAsync())
                    {
                        break;
                    }

                    Take(updates.Current, steps);
                }
#pragma warning disable CA1031 // Whatever breaks, the turn ends in order: its user is told, and what it cost is booked.
                catch (Exception e)
#pragma warning restore CA1031
                {
                    EndBy(e);
                    break;
                }

                for (var i = 0; i < steps.Count; i++)
                {
                    yield return steps[i];
                }
            }

            if (_failure?.Code != LlmErrorCodes.ContextTooLong || isShortest || _answer.Length > 0 || _toolCalls.Count > 0)
            {
                break;
            }

            // A prompt that did not get shorter has nothing left to leave out: it is the message itself that is too long. A fallback
            // may read more, and is given all that there is.
            var half = TokenEstimator.Count(_prompt) / 2;
            isShortest = refusals == HistoryWindow.MostRefusals || half >= most;
            if (isShortest && input.Agent.Config.FallbackModels.IsDefaultOrEmpty)
            {
                break;
            }

            most = isShortest ? null : half;
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
#pragma warning disable CA1031 // Whatever breaks, the turn ends in order: its user is told, and what it cost is booked.
        catch (Exception e)
#pragma warning restore CA1031
        {
            EndBy(e);
        }

        _retrievalMs = clock.GetElapsedTime(started).TotalMilliseconds;
    }

    /// <summary>Makes the prompt.</summary>
    /// <returns>Whether there is one to send.</returns>
    private async Task<bool> PreparedAsync(ChatOptions options, int? most)
    {
        try
        {
            _prompt = await window.FitAsync(input, _found, options, most, stop);
        }
#pragma warning disable CA1031 // As above.
        catch (Exception e)
#pragma warning restore CA1031
        {
            EndBy(e);
            return false;
        }

        _answer.Expect(Cites ? Sources.Length : null);
        return true;
    }

    private void EndBy(Exception exception)
    {
        switch (exception)
        {
            case OperationCanceledException when stop.IsCancellationRequested:
                _stopped = true;
                break;
            case LlmException known:
                _failure = known.ToFailure();
                _rejected = known.Before;
                break;
            default:
                LogUnforeseen(logger, exception, input.TurnId);
                _failure = TurnFailures.Unforeseen;
                break;
        }
    }

    private TurnStep End(ImmutableArray<Analytics.UsageRecord> usage)
    {
        var text = _answer.Text;
        var isWordless = string.IsNullOrWhiteSpace(text);
        if (_failure?.Code == LlmErrorCodes.ContextTooLong)
        {
            _failure = TurnFailures.ContextTooLong(_failure, _toolCalls.Count > 0);
        }

        if (!_stopped && _failure is null && isWordless)
        {
            _failure = TurnFailures.Wordless(_finishReason, text, input.Agent.Config, input.Usage.KnownCostUsd);
        }

        var status = _stopped ? MessageStatus.Cancelled
            : _failure is null ? MessageStatus.Complete
            : isWordless ? MessageStatus.Failed
            : MessageStatus.Interrupted;
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
            Rejections = Rejections(),
            Summary = window.Summary,
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

    /// <summary>Why others did not answer, and last in what the answer is not what was asked for.</summary>
    private ImmutableArray<RouteRejection> Rejections()
    {
        var notice = _notice ?? (window.Notice is { } reason
            ? new RouteRejection(_route?.Model.ToString() ?? input.Agent.Config.Model, LlmErrorCodes.HistoryShortened, reason)
            : null);
        return notice is null ? [.. _route?.Rejections ?? []] : [.. _route?.Rejections ?? [], notice];
    }

    private double ElapsedMs() => Math.Round(clock.GetElapsedTime(input.AcceptedAt).TotalMilliseconds, 3);
}
