using System.Collections.Immutable;
using AgentGrid.Analytics;
using AgentGrid.Core.Identifiers;
using AgentGrid.Core.Llm.Metering;
using AgentGrid.Core.Llm.Routing;
using AgentGrid.Core.Sessions;
using AgentGrid.Naming;
using AgentGrid.Sessions;
using AgentGrid.Sessions.Events;
using AgentGrid.Storage.Sessions;

namespace AgentGrid.Grains.Sessions;

/// <summary>Closes turns that did not come to their own end, from what is stored of them.</summary>
internal static class InterruptedTurn
{
    /// <summary>The last event of a turn that the server did not finish.</summary>
    public static TurnFailedData Event(string messageId) => new(
        FailureCodes.Interrupted,
        "The server stopped while it answered. The text so far is kept; continue the turn to get the rest.",
        Retryable: true,
        messageId);

    /// <summary>The end of a turn that a crash left open: every event that was shown is kept, and every call that is known is booked.</summary>
    /// <param name="calls">What was last known of its provider calls.</param>
    public static EndedTurn Close(
        StoredTurn turn, TurnTranscript transcript, ImmutableArray<NotedCall> calls, ILostCalls lost, IIdGenerator ids, DateTimeOffset now)
    {
        var messageId = ids.NewId(IdPrefixes.Message);
        ImmutableArray<UsageRecord> used =
        [
            .. calls.Select(call => call.Running ? lost.Settle(call.Record, ShownOf(call, transcript)) : call.Record),
        ];
        var usage = used.IsEmpty ? null : TurnUsage.Of(used);
        List<object> last = usage is null || transcript.Usage is not null ? [] : [usage];
        last.Add(Event(messageId));
        var answer = new SessionMessage(
            messageId,
            Seq: 0,
            MessageRole.Assistant,
            transcript.Text,
            transcript.Citations,
            transcript.ToolCalls,
            usage is null ? null : new MessageUsage(usage.Calls, usage.TotalCostUsd),
            turn.AgentVersion,
            ModelOf(turn, transcript, calls),
            MessageStatus.Interrupted,
            now)
        {
            TurnId = turn.Id,
            FinishReason = FinishReasons.Interrupted,
        };
        return new EndedTurn(
            turn.SessionId,
            turn.Id,
            TurnStatus.Interrupted,
            [.. last.Select((data, index) => TurnEventCodec.Encode(turn.LastEventId + 1 + index, data))],
            answer,
            used,
            now);
    }

    /// <summary>The end of a turn that never began: its message joins the session, with an answer that holds nothing.</summary>
    public static EndedTurn CancelQueued(StoredTurn turn, IIdGenerator ids, DateTimeOffset now)
    {
        var messageId = ids.NewId(IdPrefixes.Message);
        var last = new TurnCompletedData(messageId, FinishReasons.Cancelled, TtftMs: null, TotalMs: 0);
        var answer = new SessionMessage(
            messageId, Seq: 0, MessageRole.Assistant, Content: "", [], [], Usage: null, turn.AgentVersion, Model: null, MessageStatus.Cancelled, now)
        {
            TurnId = turn.Id,
            FinishReason = FinishReasons.Cancelled,
        };
        return new EndedTurn(
            turn.SessionId, turn.Id, TurnStatus.Cancelled, [TurnEventCodec.Encode(turn.LastEventId + 1, last)], answer, [], now)
        {
            NeverBegan = true,
        };
    }

    private static string ShownOf(NotedCall call, TurnTranscript transcript) =>
        call.Record.Purpose == UsagePurposes.Answer ? transcript.LastRound : "";

    /// <summary>
    /// The model that answered: the last that was asked and did not fail. None did when nothing came; what came without a call was
    /// kept from an earlier answer of the model that was asked for.
    /// </summary>
    private static string? ModelOf(StoredTurn turn, TurnTranscript transcript, ImmutableArray<NotedCall> calls) =>
        transcript.Text.Length == 0 && transcript.ToolCalls.IsEmpty ? null
        : calls.LastOrDefault(call => call.Record is { Purpose: UsagePurposes.Answer } and not { Outcome: UsageOutcome.Failed })
            is { Record: var record } ? new ModelName(record.Provider, record.Model).ToString()
        : turn.Model;
}
