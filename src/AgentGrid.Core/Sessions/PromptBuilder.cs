using System.Collections.Immutable;
using System.Text;
using AgentGrid.Agents;
using AgentGrid.Core.Llm;
using AgentGrid.Core.Prompts;
using AgentGrid.Core.Sessions.Grounding;
using AgentGrid.Sessions;
using Microsoft.Extensions.AI;

namespace AgentGrid.Core.Sessions;

/// <summary>
/// Assembles a prompt, what changes least first, so that providers' prompt caches hit: instructions, rules for tools and
/// knowledge, history, sources, the user's message. Whatever others wrote is fenced, and cannot close its fence.
/// </summary>
internal static class PromptBuilder
{
    // About what a file's name, a page and headings take; more only makes the builder grow.
    private const int SourceHeaderLength = 160;

    /// <summary>The part that is the same in every turn of a session.</summary>
    public static ChatMessage System(TurnInput input, bool hasKnowledge, bool hasTools)
    {
        var config = input.Agent.Config;
        var text = new StringBuilder();
        Append(text, Fill(config.Instructions, input.Inputs));
        if (hasTools)
        {
            Append(text, PromptTemplates.Get(PromptTemplates.ToolRules));
        }

        if (hasKnowledge)
        {
            Append(text, PromptTemplates.Get(config.Knowledge.Scope switch
            {
                KnowledgeScope.DocumentsOnly => PromptTemplates.DocumentsOnly,
                KnowledgeScope.OpenBook => PromptTemplates.OpenBook,
                _ => PromptTemplates.DocumentsFirst,
            }));
            Append(text, PromptTemplates.Get(config.Knowledge.Citations switch
            {
                CitationPolicy.Never => PromptTemplates.CitationsNever,
                CitationPolicy.OnRequest => PromptTemplates.CitationsOnRequest,
                _ => PromptTemplates.CitationsAlways,
            }));
        }

        if (hasKnowledge || hasTools)
        {
            Append(text, PromptTemplates.Get(PromptTemplates.DataRules));
        }

        return new ChatMessage(ChatRole.System, text.ToString());
    }

    /// <summary>An earlier message. One without a word (a failed answer) is left out: null. Some vendors refuse it.</summary>
    public static ChatMessage? Earlier(SessionMessage message, IReadOnlyDictionary<string, ReadOnlyMemory<byte>> images) =>
        string.IsNullOrWhiteSpace(message.Content) ? null : EarlierMessage.Mark(message.Role == MessageRole.User
            ? User(message.Content, message.Attachments, images)
            : new ChatMessage(ChatRole.Assistant, message.Content));

    /// <summary>What the user said, after the images that came with it. An image without bytes is mentioned.</summary>
    public static ChatMessage User(
        string text, ImmutableArray<Attachment> attachments, IReadOnlyDictionary<string, ReadOnlyMemory<byte>> images) =>
        attachments.IsDefaultOrEmpty
            ? new ChatMessage(ChatRole.User, text)
            : new ChatMessage(ChatRole.User,
            [
                .. attachments.Select(AIContent (attachment) => images.TryGetValue(attachment.Id, out var bytes)
                    ? new DataContent(bytes, attachment.MediaType)
                    : new TextContent("[An earlier image that is not shown again.]\n")),
                new TextContent(text),
            ]);

    public static ChatMessage Summary(string text) =>
        new(ChatRole.User, PromptTemplates.Get(PromptTemplates.Summary).Replace("{{summary}}", PromptFence.Close(text), StringComparison.Ordinal));

    /// <summary>The numbered sources of the question, as data.</summary>
    /// <param name="areWeak">Whether they most likely do not answer the question, which the model is told.</param>
    public static ChatMessage Sources(IReadOnlyList<PromptSource> sources, bool areWeak)
    {
        if (sources.Count == 0)
        {
            return new ChatMessage(ChatRole.User, PromptTemplates.Get(PromptTemplates.NoSources));
        }

        var text = new StringBuilder(sources.Sum(static source => source.Text.Length + SourceHeaderLength));
        foreach (var (source, shown) in sources)
        {
            Paragraph(text).Append('[').Append(source.N).Append("] ").Append(PromptFence.Close(source.FileName));
            if (source.Page is { } page)
            {
                text.Append(", page ").Append(page);
            }

            if (!string.IsNullOrEmpty(source.Heading))
            {
                text.Append(", ").Append(PromptFence.Close(source.Heading));
            }

            text.Append('\n').Append(PromptFence.Close(shown).AsSpan().TrimEnd());
        }

        return new ChatMessage(
            ChatRole.User,
            PromptTemplates.Fill(areWeak ? PromptTemplates.WeakSources : PromptTemplates.Sources, ("sources", text.ToString())));
    }

    private static void Append(StringBuilder text, string part)
    {
        if (part.Length > 0)
        {
            Paragraph(text).Append(part);
        }
    }

    /// <summary>Begins the next paragraph, where there is one before.</summary>
    private static StringBuilder Paragraph(StringBuilder text) => text.Length > 0 ? text.Append("\n\n") : text;

    private static string Fill(string instructions, IReadOnlyDictionary<string, string> inputs)
    {
        var text = instructions;
        foreach (var (id, value) in inputs)
        {
            text = text.Replace($"{{{{{id}}}}}", value, StringComparison.Ordinal);
        }

        return text;
    }
}
