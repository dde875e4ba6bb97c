using AgentGrid.Agents;
using AgentGrid.Core.Llm;
using AgentGrid.Core.Llm.Routing;
using AgentGrid.Core.Llm.Tokens;
using AgentGrid.Core.Prompts;
using AgentGrid.Core.Rag.Retrieval;
using AgentGrid.Core.Sessions.Grounding;
using AgentGrid.Naming;
using AgentGrid.Sessions;
using Microsoft.Extensions.AI;

namespace AgentGrid.Core.Sessions;

/// <summary>
/// Fits the prompts of one turn into the model's window. History that no longer fits is summarised by the model, and the summary
/// is kept as a message; when it cannot be summarised, the oldest messages are left out and the turn says so. Compaction goes
/// down to half the room, so that it does not happen again with the next message.
/// </summary>
internal sealed class HistoryWindow(IChatClient chat, IProviderRegistry registry)
{
    /// <summary>A prompt that has been refused this often is given up.</summary>
    public const int MostRefusals = 6;

    /// <summary>More history than this costs more than it helps, however large the window.</summary>
    private const int MostTokens = 96_000;

    /// <summary>Sources grow up to this; more text around them costs more than it helps.</summary>
    private const int SourceTokens = 4_000;
    private const int DefaultOutput = 4_096;
    private const int Margin = 512;

    /// <summary>What a summary may take, whatever its model wrote: the words asked for, in any script.</summary>
    private const int SummaryTokens = 1_500;

    /// <summary>Less of a summary than this is not worth making one: a message that fills the window costs its session no history.</summary>
    private const int LeastSummaryTokens = 64;

    /// <summary>More messages than these are summarised as well, down to half: a turn reads a bounded number of rows.</summary>
    private const int MostMessages = 80;

    private const string LeftOut =
        "The model answered without the oldest messages of this conversation: they no longer fit, and could not be summarised.";

    private const string OnlyBeginnings =
        "The model gave no summary of the older messages that no longer fit. It answered with only the beginning of each of them.";

    private readonly HistorySummariser _summariser = new(chat);
    private int _refusals;

    // What the model reads, as far as refused summaries have shown.
    private int _readable = int.MaxValue;

    /// <summary>The newest summary that was made for the turn; null when none was.</summary>
    public HistorySummary? Summary { get; private set; }

    /// <summary>What the turn has to say of the history in its last prompt; null when there is nothing to say.</summary>
    public string? Notice { get; private set; }

    /// <param name="found">What the search found; null when there was none.</param>
    /// <param name="most">
    /// Tokens the prompt may have, where the provider refused a longer one: its model reads less than the name tells. Null: no
    /// prompt of this turn was refused, or another model is to read it.
    /// </param>
    public async Task<List<ChatMessage>> FitAsync(
        TurnInput input, FoundSources? found, ChatOptions options, int? most, CancellationToken cancellationToken)
    {
        var model = registry.Current.Resolve(input.Agent.Config.Model).TryGet(out var resolved, out _) ? resolved : null;
        var family = TokenEstimator.FamilyOf(model?.Name.Model ?? "");
        var hasKnowledge = input.Retrieve is not null && input.Agent.Config.Knowledge.Enabled;
        var head = PromptBuilder.System(input, hasKnowledge, options.Tools is { Count: > 0 });
        var tail = Tail(input);
        var always = TokenEstimator.Count(head, family) + TokenEstimator.Count(tail, family);
        while (true)
        {
            var window = Math.Min(Room(model, input.Agent.Config), Math.Min(most ?? int.MaxValue, _readable));
            var room = window - always;
            var sources = found is null ? null : PromptBuilder.Sources(FitSources(found, room / 2, family), found.Confidence < KnowledgeMatches.OffTopic);
            room -= sources is null ? 0 : TokenEstimator.Count(sources, family);

            // What is kept is for turns to come: this one's message and sources only say how much of it can be shown now.
            var keptTokens = Math.Min(SummaryTokens, window / 4);
            var shownTokens = Math.Min(keptTokens, Math.Max(0, room / 4));
            var (before, history) = Read(input.History, keptTokens, family);
            var shown = Show(before, shownTokens, family);
            var kept = Newest(history, room - CostOf(shown, family), MostMessages, family);
            Notice = null;
            if (kept.Count < history.Count && model?.Provider.Type != ProviderTypes.Offline)
            {
                var dropped = history[..^Newest(history, (room / 2) - shownTokens, MostMessages / 2, family).Count];
                var made = _refusals < MostRefusals && shownTokens >= LeastSummaryTokens
                    ? await _summariser.FoldAsync(
                        input, ModelRequest.Of(options), before, dropped, window, keptTokens, family, cancellationToken)
                    : new SummaryAttempt(null);
                Summary = made.Summary ?? Summary;
                if (made.Refused is { } refused)
                {
                    _refusals++;
                    _readable = refused / 2;
                    continue;
                }

                if (made.Summary is { } summary)
                {
                    history = Since(summary, history);
                    shown = Show(summary, shownTokens, family);
                    kept = Newest(history, room - CostOf(shown, family), MostMessages, family);
                }

                Notice = kept.Count < history.Count ? LeftOut : made.IsDigest ? OnlyBeginnings : null;
            }

            return Assemble(input, head, shown, kept, sources, tail);
        }
    }

    private static List<ChatMessage> Assemble(
        TurnInput input, ChatMessage head, string summary, List<SessionMessage> kept, ChatMessage? sources, List<ChatMessage> tail)
    {
        var prompt = new List<ChatMessage>(kept.Count + 4);
        if (head.Text.Length > 0)
        {
            prompt.Add(head);
        }

        if (summary.Length > 0)
        {
            prompt.Add(PromptBuilder.Summary(summary));
        }

        // Vendors want a conversation to begin with the user.
        var begun = prompt.Exists(message => message.Role == ChatRole.User);
        prompt.AddRange(kept.Select(message => PromptBuilder.Earlier(message, input.Images)).OfType<ChatMessage>()
            .SkipWhile(message => !begun && message.Role == ChatRole.Assistant));
        if (sources is not null)
        {
            prompt.Add(sources);
        }

        prompt.AddRange(tail);
        return prompt;
    }

    private static int Room(ResolvedModel? model, AgentConfig config)
    {
        var window = model is null || model.Name.ToString() == ModelNames.Offline ? MostTokens : ModelWindows.ContextOf(model);
        return Math.Min(MostTokens, window - Math.Min(config.MaxOutputTokens ?? DefaultOutput, window / 2) - Margin);
    }

    private static List<ChatMessage> Tail(TurnInput input)
    {
        List<ChatMessage> tail = [PromptBuilder.User(input.Message, input.Attachments, input.Images)];
        if (input.ContinueFrom is { } partial && !string.IsNullOrWhiteSpace(partial))
        {
            tail.Add(new ChatMessage(ChatRole.Assistant, partial));
            tail.Add(new ChatMessage(ChatRole.User, PromptTemplates.Get(PromptTemplates.Continue)));
        }

        return tail;
    }

    /// <summary>The best sources that fit, with text around them; numbers stay as they were announced.</summary>
    private static List<PromptSource> FitSources(FoundSources found, int room, TokenFamily family)
    {
        var fitting = new List<PromptSource>(found.Citations.Length);
        foreach (var source in SourceWindow.Widen(found.Citations, found.Surroundings, Math.Min(room, SourceTokens), family))
        {
            room -= TokenEstimator.Count(source.Text, family) + (2 * TokenEstimator.PerMessage);
            if (room < 0)
            {
                break;
            }

            fitting.Add(source);
        }

        return fitting;
    }

    /// <summary>The newest summary, cut to what one may take, and what was said since.</summary>
    private (HistorySummary? Before, List<SessionMessage> Messages) Read(IReadOnlyList<SessionMessage> history, int summaryTokens, TokenFamily family)
    {
        if (Summary is { } made)
        {
            return (made with { Text = TokenEstimator.Cut(made.Text, summaryTokens, family) }, Since(made, history));
        }

        var start = history.Count - 1;
        while (start >= 0 && history[start].Role != MessageRole.Summary)
        {
            start--;
        }

        return (
            start < 0
                ? null
                : new HistorySummary(TokenEstimator.Cut(history[start].Content, summaryTokens, family), history[start].SummarizesThrough ?? 0),
            [.. history.Skip(start + 1)]);
    }

    private static List<SessionMessage> Since(HistorySummary summary, IEnumerable<SessionMessage> history) =>
        [.. history.Where(message => message.Role != MessageRole.Summary && message.Seq > summary.ThroughSeq)];

    /// <summary>The newest messages that fit together.</summary>
    private static List<SessionMessage> Newest(List<SessionMessage> history, int tokens, int most, TokenFamily family)
    {
        var first = history.Count;
        while (first > 0 && history.Count - first < most
            && CostOf(history[first - 1], family) is var cost && cost <= tokens)
        {
            tokens -= cost;
            first--;
        }

        return history[first..];
    }

    /// <summary>As much of a summary as there is room for.</summary>
    private static string Show(HistorySummary? summary, int tokens, TokenFamily family) =>
        summary is null ? "" : TokenEstimator.Cut(summary.Text, tokens, family);

    private static int CostOf(string summary, TokenFamily family) =>
        summary.Length == 0 ? 0 : TokenEstimator.Count(summary, family) + TokenEstimator.PerMessage;

    private static int CostOf(SessionMessage message, TokenFamily family) =>
        TokenEstimator.Count(message.Content, family) + TokenEstimator.PerMessage + (message.Attachments.Length * TokenEstimator.PerImage);
}
