using AgentGrid.Analytics;
using AgentGrid.Core.Llm;
using AgentGrid.Core.Llm.Tokens;
using AgentGrid.Core.Prompts;
using AgentGrid.Sessions;
using Microsoft.Extensions.AI;

namespace AgentGrid.Core.Sessions;

/// <summary>
/// Has the model of a turn summarise what no longer fits its window, in as many parts as it takes, each with the summary of those
/// before. A model that gives none is not paid again for the same: the beginnings of the messages stand for them instead.
/// </summary>
internal sealed class HistorySummariser(IChatClient chat)
{
    /// <summary>Calls that one turn pays for; more would keep it waiting.</summary>
    private const int MostCalls = 4;

    // More at once is read with less care.
    private const int MostInputTokens = 64_000;

    // A model that thinks first needs room for that as well.
    private const int OutputTokens = 4_096;

    private int _calls;
    private IReadOnlyList<RouteRejection> _rejected = [];

    /// <param name="asked">The request of the answer that the summary is for.</param>
    /// <param name="before">The summary so far, which stands for all before <paramref name="dropped"/>.</param>
    /// <param name="dropped">What is to be summarised, oldest first.</param>
    /// <param name="window">Tokens that a prompt may have.</param>
    /// <param name="tokens">Tokens that the summary may have.</param>
    public async Task<SummaryAttempt> FoldAsync(
        TurnInput input,
        ModelRequest asked,
        HistorySummary? before,
        IReadOnlyList<SessionMessage> dropped,
        int window,
        int tokens,
        TokenFamily family,
        CancellationToken stop)
    {
        var parts = new HistoryParts(dropped, family);
        var part = Math.Clamp((int)(window * 5L / 8), 1, MostInputTokens);
        var summary = before;
        while (!parts.IsDone && _calls < MostCalls)
        {
            var left = parts.Left;
            var prompt = Prompt(summary?.Text, parts.Take(part, MostCalls - _calls));
            string text;
            try
            {
                var options = TurnOptions.Beside(
                    input, asked.Usage.Sink!, UsagePurposes.Summary, OutputTokens, _rejected.Count > 0 ? _rejected : asked.Rejected);
                text = (await chat.GetResponseAsync(prompt, options, stop)).Text;
            }
            catch (LlmException e) when (e.Code == LlmErrorCodes.ContextTooLong)
            {
                _rejected = e.Before;
                return new SummaryAttempt(Made(), Refused: TokenEstimator.Count(prompt, family));
            }
            catch (LlmException e) when (e.Code is LlmErrorCodes.BadRequest or LlmErrorCodes.UnusableAnswer)
            {
                text = "";
            }
            catch (LlmException)
            {
                // The answer itself may still succeed without its oldest history, and the next turn may get a summary.
                return new SummaryAttempt(Made());
            }

            _calls++;
            if (string.IsNullOrWhiteSpace(text))
            {
                return new SummaryAttempt(new HistorySummary(Digest(summary?.Text ?? "", left, tokens, family), dropped[^1].Seq), IsDigest: true);
            }

            summary = new HistorySummary(TokenEstimator.Cut(text.Trim(), tokens, family), parts.Through ?? summary?.ThroughSeq ?? 0);
        }

        return new SummaryAttempt(Made());

        HistorySummary? Made() => ReferenceEquals(summary, before) ? null : summary;
    }

    private static List<ChatMessage> Prompt(string? before, string part) =>
    [
        new(ChatRole.System, PromptTemplates.Get(PromptTemplates.Summarise)),
        PromptBuilder.Summary(before is null ? part : $"{MessageRole.Summary}: {before}\n{part}"),
    ];

    /// <summary>What can be kept without a model: the summary so far, and as much of the beginning of each message as there is room for.</summary>
    private static string Digest(string before, IReadOnlyList<SessionMessage> messages, int tokens, TokenFamily family)
    {
        var kept = TokenEstimator.Cut(before, tokens / 2, family);
        var each = ((tokens - TokenEstimator.Count(kept, family)) / messages.Count) - TokenEstimator.PerMessage;
        var lines = messages
            .Where(message => !string.IsNullOrWhiteSpace(message.Content))
            .Select(message => $"{message.Role}: {TokenEstimator.Cut(message.Content, Math.Max(1, each), family)}…");
        return TokenEstimator.Cut(string.Join('\n', lines.Prepend(kept).Where(line => line.Length > 0)), tokens, family);
    }
}
