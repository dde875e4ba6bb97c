using System.Collections.Immutable;
using AgentGrid.Analytics;
using AgentGrid.Core.Identifiers;
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

    /// <summary>The end of a turn that a crash left open: every event that was shown is kept.</summary>
    public static EndedTurn Close(
        StoredTurn turn, TurnTranscript transcript, ImmutableArray<UsageRecord> used, IIdGenerator ids, DateTimeOffset now)
    {
        var messageId = ids.NewId(IdPrefixes.Message);
        var last = TurnEventCodec.Encode(turn.LastEventId + 1, Event(messageId));
        var usage = used.IsEmpty ? null : TurnUsage.Of(used);
        var answer = new SessionMessage(
            messageId,
            Seq: 0,
            MessageRole.Assistant,
            transcript.Text,
            transcript.Citations,
            transcript.ToolCalls,
            usage is null ? null : new MessageUsage(usage.Calls, usage.TotalCostUsd),
            turn.AgentVersion,
            turn.Model,
            MessageStatus.Interrupted,
            now)
        {
            TurnId = turn.Id,
            FinishReason = FinishReasons.Interrupted,
        };
        return new EndedTurn(turn.SessionId, turn.Id, TurnStatus.Interrupted, [last], answer, used, now);
    }

    /// <summary>The end of a turn that never began.</summary>
    public static EndedTurn CancelQueued(StoredTurn turn, IIdGenerator ids, DateTimeOffset now)
    {
        var last = new TurnCompletedData(ids.NewId(IdPrefixes.Message), FinishReasons.Cancelled, TtftMs: null, TotalMs: 0);
        return new EndedTurn(
            turn.SessionId, turn.Id, TurnStatus.Cancelled, [TurnEventCodec.Encode(turn.LastEventId + 1, last)], Answer: null, [], now);
    }
}
