using AgentGrid.Agents;
using AgentGrid.Analytics;
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
/// Fits a prompt into the model's window. History that no longer fits is summarised by the model, and the summary is
/// kept as a message; when it cannot be summarised, the oldest messages are left out. Compaction goes down to half the
/// room, so that it does not happen again with the next message.
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
    private const int SummaryTokens = 800;
    private const int SummaryInputTokens = 24_000;

    /// <summary>More messages than these are summarised as well, down to half: a turn reads a bounded number of rows.</summary>
    private const int MostMessages = 80;

    /// <param name="found">What the search found; null when there was none.</param>
    /// <param name="most">
    /// Tokens the prompt may have, where the provider refused a longer one: its model reads less than the name tells. Null: no
    /// prompt of this turn was refused.
    /// </param>
    /// <param name="known">A summary that this turn made before.</param>
    public async Task<(List<ChatMessage> Prompt, HistorySummary? Summary)> FitAsync(
        TurnInput input,
        FoundSources? found,
        ChatOptions options,
        int? most,
        HistorySummary? known,
        CancellationToken cancellationToken)
    {
        var model = registry.Current.Resolve(input.Agent.Config.Model).TryGet(out var resolved, out _) ? resolved : null;
        var family = TokenEstimator.FamilyOf(model?.Name.Model ?? "");
        var room = Math.Min(Room(model, input.Agent.Config), most ?? int.MaxValue);
        var summaryRoom = Math.Min(SummaryInputTokens, room / 2);

        var hasKnowledge = input.Retrieve is not null && input.Agent.Config.Knowledge.Enabled;
        var head = PromptBuilder.System(input, hasKnowledge, options.Tools is { Count: > 0 });
        var tail = Tail(input);
        room -= TokenEstimator.Count(head, family) + TokenEstimator.Count(tail, family);
        var sourceMessage = found is null ? null : PromptBuilder.Sources(FitSources(found, room / 2, family), found.Confidence < KnowledgeMatches.OffTopic);
        room -= sourceMessage is null ? 0 : TokenEstimator.Count(sourceMessage, family);

        var (kept, dropped) = Split(Relevant(input.History), room, family);
        var summary = known;
        if (dropped.Count > 0 && summary is null && model?.Provider.Type != ProviderTypes.Offline)
        {
            summary = await SummariseAsync(input, dropped, options, summaryRoom, family, cancellationToken);
        }

        var prompt = new List<ChatMessage>(kept.Count + 4);
        if (head.Text.Length > 0)
        {
            prompt.Add(head);
        }

        if (dropped.Count > 0 && summary is not null)
        {
            prompt.Add(PromptBuilder.Summary(summary.Text));
        }

        // Vendors want a conversation to begin with the user.
        var begun = prompt.Exists(message => message.Role == ChatRole.User);
        prompt.AddRange(kept.Select(message => PromptBuilder.Earlier(message, input.Images)).OfType<ChatMessage>()
            .SkipWhile(message => !begun && message.Role == ChatRole.Assistant));
        if (sourceMessage is not null)
        {
            prompt.Add(sourceMessage);
        }

        prompt.AddRange(tail);
        return (prompt, summary);
    }

    private static int Room(ResolvedModel? model, AgentConfig config)
    {
        var window = model is null || model.Name.ToString() == ModelNames.Offline ? MostTokens : ModelWindows.ContextOf(model);
        return Math.Min(MostTokens, window - Math.Min(config.MaxOutputTokens ?? DefaultOutput, window / 2) - Margin);
    }

    private static List<ChatMessage> Tail(TurnInput input)
    {
        List<ChatMessage> tail = [PromptBuilder.User(input.Message, input.Attachments, input.Images)];
        if (input.ContinueFrom is { Length: > 0 } partial)
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

    /// <summary>Everything from the newest summary on.</summary>
    private static List<SessionMessage> Relevant(IReadOnlyList<SessionMessage> history)
    {
        var start = history.Count - 1;
        while (start > 0 && history[start].Role != MessageRole.Summary)
        {
            start--;
        }

        return [.. history.Skip(Math.Max(0, start))];
    }

    private static (List<SessionMessage> Kept, List<SessionMessage> Dropped) Split(
        List<SessionMessage> history, int room, TokenFamily family)
    {
        var costs = history.ConvertAll(message => TokenEstimator.Count(message.Content, family) + TokenEstimator.PerMessage
            + (message.Attachments.Length * TokenEstimator.PerImage));
        if (costs.Sum() <= room && history.Count <= MostMessages)
        {
            return (history, []);
        }

        var left = Math.Max(0, (room / 2) - Math.Min(SummaryTokens, room / 4));
        var first = history.Count;
        while (first > 0 && costs[first - 1] <= left && history.Count - first < MostMessages / 2)
        {
            left -= costs[--first];
        }

        return (history[first..], history[..first]);
    }

    private async Task<HistorySummary?> SummariseAsync(
        TurnInput input,
        List<SessionMessage> dropped,
        ChatOptions options,
        int room,
        TokenFamily family,
        CancellationToken cancellationToken)
    {
        var sink = ModelRequest.Of(options).Usage.Sink!;
        var text = Transcript(dropped, room, family);
        List<ChatMessage> prompt =
        [
            new(ChatRole.System, PromptTemplates.Get(PromptTemplates.Summarise)),
            PromptBuilder.Summary(text),
        ];
        try
        {
            var answer = await chat.GetResponseAsync(
                prompt, TurnOptions.Beside(input, sink, UsagePurposes.Summary, SummaryTokens), cancellationToken);
            return string.IsNullOrWhiteSpace(answer.Text) ? null : new HistorySummary(answer.Text.Trim(), dropped.Max(CoveredBy));
        }
        catch (LlmException)
        {
            // The answer itself may still succeed without its oldest history.
            return null;
        }
    }

    // An earlier summary stands at the end of the session but covers only its beginning.
    private static long CoveredBy(SessionMessage message) =>
        message.Role == MessageRole.Summary ? message.SummarizesThrough ?? 0 : message.Seq;

    /// <summary>What a summary call can read: an earlier summary, which stands for all before it, and the newest part of the rest.</summary>
    private static string Transcript(List<SessionMessage> messages, int room, TokenFamily family)
    {
        var lines = new List<string>();
        var first = messages is [{ Role: MessageRole.Summary }, ..] ? 1 : 0;
        for (var i = messages.Count - 1; i >= first && room > 0; i--)
        {
            var content = messages[i].Content;
            var cost = TokenEstimator.Count(content, family) + TokenEstimator.PerMessage;
            if (cost > room)
            {
                content = content[..(int)((long)content.Length * room / cost)];
            }

            room -= cost;
            lines.Add($"{messages[i].Role}: {content}");
        }

        if (first == 1)
        {
            lines.Add($"{MessageRole.Summary}: {messages[0].Content}");
        }

        lines.Reverse();
        return string.Join('\n', lines);
    }
}
