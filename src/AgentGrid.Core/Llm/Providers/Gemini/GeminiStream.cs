using System.Text.Json;
using AgentGrid.Core.Llm.Providers.Http;
using Microsoft.Extensions.AI;

namespace AgentGrid.Core.Llm.Providers.Gemini;

/// <summary>Reads the chunks of one streamed answer. Tool calls come whole, and often without an id.</summary>
/// <param name="messages">What is answered.</param>
/// <param name="key">The provider's key, which no error may repeat.</param>
internal sealed class GeminiStream(IEnumerable<ChatMessage> messages, string? key)
{
    /// <summary>Where a call keeps the signature that newer models want back with it.</summary>
    public const string SignatureKey = "thoughtSignature";

    private readonly GeminiUsage _usage = new();
    private readonly SplitText _text = new();
    private readonly SplitText _thoughts = new();
    private string? _finish;
    private bool _blocked;
    private bool _spoke;
    private int _calls;

    /// <summary>The usage that a chunk adds, or null. To be asked before <see cref="Read"/>: what failed was used all the same.</summary>
    public ChatResponseUpdate? ReadUsage(JsonElement chunk) => _usage.Read(chunk.Member("usageMetadata"));

    public ChatResponseUpdate Read(JsonElement chunk)
    {
        if (chunk.Member("error") is { ValueKind: not JsonValueKind.Undefined } error)
        {
            throw ProviderErrors.FromEvent(error, key);
        }

        _blocked |= chunk.Member("promptFeedback").TextMember("blockReason") is not null;
        foreach (var candidate in chunk.Items("candidates"))
        {
            _finish = candidate.TextMember("finishReason") ?? _finish;
            var contents = new List<AIContent>();
            foreach (var part in candidate.Member("content").Items("parts"))
            {
                if (ContentOf(part) is { } content)
                {
                    contents.Add(content);
                }
            }

            _spoke |= contents.Exists(static content => content is not TextReasoningContent);
            return contents.Count > 0 ? new ChatResponseUpdate(ChatRole.Assistant, contents) : StreamSignals.Heartbeat;
        }

        return StreamSignals.Heartbeat;
    }

    public IEnumerable<ChatResponseUpdate> Complete()
    {
        if (_finish is null && !_blocked)
        {
            throw new LlmException(
                LlmErrorCodes.StreamBroken, "The model provider's answer ended before it was complete.", retryable: true);
        }

        if (_text.End() is { Length: > 0 } rest)
        {
            _spoke = true;
            yield return new ChatResponseUpdate(ChatRole.Assistant, rest);
        }

        var finish = _blocked ? ChatFinishReason.ContentFilter : GeminiFinish.Of(_finish!);
        if (finish == ChatFinishReason.Stop && !_spoke)
        {
            SilentAnswer.Check(messages);
        }

        yield return new ChatResponseUpdate
        {
            Role = ChatRole.Assistant,
            FinishReason = !_blocked && _calls > 0 ? ChatFinishReason.ToolCalls : finish,
        };
    }

    private AIContent? ContentOf(JsonElement part)
    {
        if (part.Member("functionCall") is { ValueKind: JsonValueKind.Object } function)
        {
            var arguments = function.Member("args");
            var id = function.TextMember("id") ?? $"call_{_calls}";
            var name = function.TextMember("name") ?? "";
            _calls++;
            var call = arguments.ValueKind == JsonValueKind.Undefined
                ? ToolArguments.ToCall(id, name, "")
                : ToolArguments.ToCall(id, name, arguments);
            if (part.TextMember("thoughtSignature") is { } signature)
            {
                call.AdditionalProperties = new AdditionalPropertiesDictionary { [SignatureKey] = signature };
            }

            return call;
        }

        if (part.PieceMember("text") is not { } piece)
        {
            return null;
        }

        return part.Member("thought").ValueKind == JsonValueKind.True
            ? _thoughts.Next(piece) is { Length: > 0 } thought ? new TextReasoningContent(thought) : null
            : _text.Next(piece) is { Length: > 0 } text ? new TextContent(text) : null;
    }
}
