using System.Runtime.CompilerServices;
using System.Text.Json;
using AgentGrid.Core.Llm.Caching;
using AgentGrid.Core.Llm.Providers;
using AgentGrid.Core.Llm.Streaming;
using AgentGrid.Core.Prompts;
using Microsoft.Extensions.AI;

namespace AgentGrid.Core.Llm.Structured;

/// <summary>
/// Asks a model of one provider once more in another <see cref="AnswerForm"/> when the form is what it refuses: whoever wants a value
/// checks the answer all the same. What was learnt holds for an hour, or until the provider is changed.
/// </summary>
internal sealed class SchemaSupportChatClient(IChatClient inner, TimeProvider clock) : StreamingChatClient
{
    private const int MaxModels = 200;
    private static readonly TimeSpan Memory = TimeSpan.FromHours(1);

    private readonly BoundedCache<string, (AnswerForm Form, DateTimeOffset Until)> _known = new(MaxModels);

    public override IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
        options?.ResponseFormat is ChatResponseFormatJson { Schema: { } schema }
            ? AskAsync([.. messages], options, schema, cancellationToken)
            : inner.GetStreamingResponseAsync(messages, options, cancellationToken);

    private async IAsyncEnumerable<ChatResponseUpdate> AskAsync(
        List<ChatMessage> messages, ChatOptions options, JsonElement schema, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var model = options.ModelId ?? "";
        var first = Known(model);
        for (var form = first; ; form++)
        {
            await using var updates = inner
                .GetStreamingResponseAsync(PromptFor(form, messages, schema), OptionsFor(form, options), cancellationToken)
                .GetAsyncEnumerator(cancellationToken);
            var any = false;
            var refused = false;
            while (!refused)
            {
                try
                {
                    if (!await updates.MoveNextAsync())
                    {
                        yield break;
                    }
                }
                catch (LlmException e) when (!any && form < AnswerForm.Words && FormRefusal.Is(e))
                {
                    refused = true;
                    continue;
                }

                if (form > first && StreamSignals.IsToken(updates.Current))
                {
                    // Only now is it known that the form was all that was wrong.
                    first = form;
                    _known.Set(model, (form, clock.GetUtcNow() + Memory));
                }

                any = true;
                yield return updates.Current;
            }
        }
    }

    private AnswerForm Known(string model) =>
        _known.TryGet(model, out var known) && known.Until > clock.GetUtcNow() ? known.Form : AnswerForm.Schema;

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
    private static List<ChatMessage> PromptFor(AnswerForm form, List<ChatMessage> messages, JsonElement schema)
    {
        if (form == AnswerForm.Schema)
        {
            return messages;
        }

        var rule = PromptTemplates.Fill(PromptTemplates.StructuredForm, ("schema", schema.GetRawText()));
        return messages is [{ } rules, .. var rest] && rules.Role == ChatRole.System
            ? [new ChatMessage(ChatRole.System, $"{rules.Text}\n\n{rule}"), .. rest]
            : [new ChatMessage(ChatRole.System, rule), .. messages];
    }
}
