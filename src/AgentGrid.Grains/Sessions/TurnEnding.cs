using AgentGrid.Core.Identifiers;
using AgentGrid.Core.Sessions;
using AgentGrid.Naming;
using AgentGrid.Sessions;
using AgentGrid.Storage.Sessions;

namespace AgentGrid.Grains.Sessions;

/// <summary>What is written at the end of a turn.</summary>
internal static class TurnEnding
{
    /// <param name="interrupted">Whether the server stopped the turn, not its user.</param>
    public static EndedTurn Of(
        TurnTask task, string messageId, TurnResult result, List<TurnEvent> lastEvents, bool interrupted, DateTimeOffset now)
    {
        if (interrupted && result.Status == MessageStatus.Cancelled)
        {
            result = result with { Status = MessageStatus.Interrupted, FinishReason = FinishReasons.Interrupted };
            lastEvents[^1] = TurnEventCodec.Encode(lastEvents[^1].Id, InterruptedTurn.Event(messageId));
        }

        var usage = result.Usage.IsEmpty ? null : TurnUsage.Of(result.Usage);
        var answer = new SessionMessage(
            messageId,
            Seq: 0,
            MessageRole.Assistant,
            result.Text,
            result.Citations,
            result.ToolCalls,
            usage is null ? null : new MessageUsage(usage.Calls, usage.TotalCostUsd),
            task.Turn.AgentVersion,
            result.Model,
            result.Status,
            now)
        {
            TurnId = task.Turn.Id,
            FinishReason = result.FinishReason,
            Rejections = result.Rejections,
        };
        return new EndedTurn(
            task.Turn.SessionId, task.Turn.Id, StatusOf(result.Status), [.. lastEvents], answer, result.Usage, now);
    }

    /// <summary>The message that stands for history that no longer fits the model's window.</summary>
    public static SessionMessage SummaryMessage(IIdGenerator ids, StoredTurn turn, HistorySummary summary, DateTimeOffset now) =>
        new(
            ids.NewId(IdPrefixes.Message),
            Seq: 0,
            MessageRole.Summary,
            summary.Text,
            [],
            [],
            Usage: null,
            turn.AgentVersion,
            Model: null,
            MessageStatus.Complete,
            now)
        {
            TurnId = turn.Id,
            SummarizesThrough = summary.ThroughSeq,
        };

    private static TurnStatus StatusOf(MessageStatus status) => status switch
    {
        MessageStatus.Complete => TurnStatus.Complete,
        MessageStatus.Interrupted => TurnStatus.Interrupted,
        MessageStatus.Cancelled => TurnStatus.Cancelled,
        _ => TurnStatus.Failed,
    };
}
