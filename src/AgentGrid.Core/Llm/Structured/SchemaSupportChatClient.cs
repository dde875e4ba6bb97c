using System.Text.Json;
using AgentGrid.Core.Llm.Caching;
using AgentGrid.Core.Llm.Streaming;
using AgentGrid.Core.Prompts;
using Microsoft.Extensions.AI;

namespace AgentGrid.Core.Llm.Structured;

/// <summary>
/// Asks a model of one provider once more in another <see cref="AnswerForm"/> when the form is what it refuses: whoever wants a value
/// checks the answer all the same.
/// </summary>
internal sealed class SchemaSupportChatClient(IChatClient inner, TimeProvider clock) : StreamingChatClient
{
    private readonly LearntFor<AnswerForm> _known = new(clock);

    public override IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        if (options?.ResponseFormat is not ChatResponseFormatJson { Schema: { } schema })
        {
            return inner.GetStreamingResponseAsync(messages, options, cancellationToken);
        }

        var prompt = messages as IReadOnlyList<ChatMessage> ?? [.. messages];
        var first = _known.TryGet(options.ModelId, out var known) ? known : AnswerForm.Schema;
        return Ask(first);

        IAsyncEnumerable<ChatResponseUpdate> Ask(AnswerForm form)
        {
            var updates = inner.GetStreamingResponseAsync(PromptFor(form, prompt, schema), OptionsFor(form, options), cancellationToken);
            if (form > first)
            {
                updates = updates.OnAccepted(() => _known.Learn(options.ModelId, form));
            }

            return form == AnswerForm.Words ? updates : new SecondTryStream(updates, e => FormRefusal.Is(e) ? Ask(form + 1) : null);
        }
    }

    private static ChatOptions OptionsFor(AnswerForm form, ChatOptions options)
    {
        if (form == AnswerForm.Schema)
        {
            return options;
        }

        var other = options.Clone();
        other.ResponseFormat = form == AnswerForm.Json ? ChatResponseFormat.Json : null;
        return other;
    }

    /// <summary>The prompt, whose rules say what a provider is not told. One system message stays one: not every server takes two.</summary>
    private static IReadOnlyList<ChatMessage> PromptFor(AnswerForm form, IReadOnlyList<ChatMessage> messages, JsonElement schema)
    {
        if (form == AnswerForm.Schema)
        {
            return messages;
        }

        var rule = PromptTemplates.Fill(PromptTemplates.StructuredForm, ("schema", schema.GetRawText()));
        return messages is [{ } rules, ..] && rules.Role == ChatRole.System
            ? [new ChatMessage(ChatRole.System, $"{rules.Text}\n\n{rule}"), .. messages.Skip(1)]
            : [new ChatMessage(ChatRole.System, rule), .. messages];
    }
}
