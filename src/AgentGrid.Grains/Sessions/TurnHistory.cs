using System.Collections.Immutable;
using AgentGrid.Core.Sessions;
using AgentGrid.Sessions;
using AgentGrid.Storage.Sessions;

namespace AgentGrid.Grains.Sessions;

/// <summary>What a turn is told of its session. Bounded, so that turn 10,000 costs what turn 10 cost.</summary>
/// <param name="Messages">Earlier messages, oldest first, without the one that is answered and those that a provider refuses.</param>
/// <param name="Message">The message that is answered, where it is an earlier turn's.</param>
/// <param name="ContinueFrom">The text so far of an interrupted answer.</param>
/// <param name="Attachments">The images of the message that is answered.</param>
/// <param name="HasCited">Whether an answer among the messages cites sources.</param>
internal sealed record TurnHistory(
    ImmutableArray<SessionMessage> Messages, string? Message, string? ContinueFrom, ImmutableArray<Attachment> Attachments, bool HasCited)
{
    private const int MostMessages = 100;
    private const int LongestChain = 20;

    public static TurnHistory Empty { get; } = new([], null, null, [], HasCited: false);

    public static async Task<TurnHistory> LoadAsync(ISessionStore store, StoredTurn turn)
    {
        var read = await store.ListForPromptAsync(turn.SessionId, MostMessages);
        ImmutableArray<SessionMessage> messages = [.. read.Select(row => row.Message)];
        var answered = new List<StoredTurn> { turn };
        while (answered[^1].ContinuesTurnId is { } before && answered.Count < LongestChain
            && await store.FindTurnAsync(turn.SessionId, before) is { } begin)
        {
            answered.Add(begin);
        }

        answered.Reverse();
        var parts = answered.Select(part => messages.FirstOrDefault(message => message.Id == part.AnswerMessageId)?.Content);
        var own = answered.SelectMany(part => new[] { part.UserMessageId, part.AnswerMessageId }).ToHashSet();
        var earlier = RefusedMessages.LeaveOut(SinceSummary(messages.RemoveAll(message => own.Contains(message.Id))));
        var cited = read.Where(row => row.HasCitations).Select(row => row.Message.Id).ToHashSet(StringComparer.Ordinal);
        return new TurnHistory(
            earlier,
            answered.Count > 1 ? answered[0].Message : null,
            answered.Count > 1 ? string.Concat(parts) : null,
            messages.FirstOrDefault(message => message.Id == answered[0].UserMessageId)?.Attachments ?? [],
            earlier.Any(message => cited.Contains(message.Id)));
    }

    /// <summary>The newest summary and what it does not cover, oldest first.</summary>
    private static ImmutableArray<SessionMessage> SinceSummary(ImmutableArray<SessionMessage> newestFirst)
    {
        var summary = newestFirst.FirstOrDefault(message => message.Role == MessageRole.Summary);
        var covered = summary?.SummarizesThrough ?? 0;
        var rest = newestFirst.Where(message => message.Role != MessageRole.Summary && message.Seq > covered).Reverse();
        return summary is null ? [.. rest] : [summary, .. rest];
    }
}
