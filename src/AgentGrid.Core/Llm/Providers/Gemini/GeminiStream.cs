using System.Text.Json;
using AgentGrid.Core.Llm.Providers.Http;
using Microsoft.Extensions.AI;

namespace AgentGrid.Core.Llm.Providers.Gemini;

/// <summary>Reads the chunks of one streamed answer. Tool calls come whole, and often without an id.</summary>
/// <param name="key">The provider's key, which no error may repeat.</param>
internal sealed class GeminiStream(string? key)
{
    /// <summary>Where a call keeps the signature that newer models want back with it.</summary>
    public const string SignatureKey = "thoughtSignature";

    private readonly GeminiUsage _usage = new();
    private string? _finish;
    private bool _blocked;
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
            if (_finish == "MALFORMED_FUNCTION_CALL")
            {
                throw new LlmException(
                    LlmErrorCodes.UnusableAnswer, "The model wrote a tool call that it could not finish.", retryable: true);
            }

            var contents = new List<AIContent>();
            foreach (var part in candidate.Member("content").Items("parts"))
            {
                if (ContentOf(part) is { } content)
                {
                    contents.Add(content);
                }
            }

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

        yield return new ChatResponseUpdate
        {
            Role = ChatRole.Assistant,
            FinishReason = _blocked ? ChatFinishReason.ContentFilter
                : _calls > 0 ? ChatFinishReason.ToolCalls
                : _finish switch
                {
                    "MAX_TOKENS" => ChatFinishReason.Length,
                    "SAFETY" or "RECITATION" or "BLOCKLIST" or "PROHIBITED_CONTENT" or "SPII" or "IMAGE_SAFETY" => ChatFinishReason.ContentFilter,
                    _ => ChatFinishReason.Stop,
                },
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

        if (part.TextMember("text") is not { Length: > 0 } text)
        {
            return null;
        }

        return part.Member("thought").ValueKind == JsonValueKind.True ? new TextReasoningContent(text) : new TextContent(text);
    }
}
