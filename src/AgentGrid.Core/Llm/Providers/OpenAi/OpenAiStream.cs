using System.Text.Json;
using AgentGrid.Core.Llm.Providers.Http;
using Microsoft.Extensions.AI;

namespace AgentGrid.Core.Llm.Providers.OpenAi;

/// <summary>Reads the chunks of one streamed answer and puts its tool calls together.</summary>
/// <param name="key">The provider's key, which no error may repeat.</param>
internal sealed class OpenAiStream(string? key)
{
    private readonly List<PartialCall> _calls = [];
    private readonly CumulativeUsage _usage = new();
    private ChatFinishReason? _finish;
    private bool _refused;

    /// <summary>The end mark was seen.</summary>
    public bool Done { get; set; }

    /// <summary>The usage that a chunk adds, or null. To be asked before <see cref="Read"/>: what failed was used all the same.</summary>
    public ChatResponseUpdate? ReadUsage(JsonElement chunk) => OpenAiUsage.Find(chunk) is { ValueKind: JsonValueKind.Object } usage
        ? _usage.Advance(OpenAiUsage.Read(usage))
        : null;

    /// <summary>What a chunk shows, or a heartbeat when it shows nothing yet.</summary>
    public ChatResponseUpdate Read(JsonElement chunk)
    {
        if (chunk.Member("error") is { ValueKind: not JsonValueKind.Undefined } error)
        {
            throw ProviderErrors.FromEvent(error, key);
        }

        foreach (var choice in chunk.Items("choices"))
        {
            if (choice.NumberMember("index") is > 0)
            {
                continue;
            }

            if (choice.TextMember("finish_reason") is { Length: > 0 } reason)
            {
                _finish = FinishOf(reason);
            }

            // A server that does not stream sends the whole message.
            var delta = choice.Member("delta");
            return ReadDelta(delta.ValueKind == JsonValueKind.Undefined ? choice.Member("message") : delta);
        }

        return StreamSignals.Heartbeat;
    }

    /// <summary>What is known only at the end: tool calls and the finish reason.</summary>
    public IEnumerable<ChatResponseUpdate> Complete()
    {
        if (_finish is null && !Done)
        {
            throw new LlmException(
                LlmErrorCodes.StreamBroken, "The model provider's answer ended before it was complete.", retryable: true);
        }

        if (_calls.Count > 0)
        {
            yield return new ChatResponseUpdate(
                ChatRole.Assistant, [.. _calls.Select((call, i) => ToolArguments.ToCall(call.Id ?? $"call_{i}", call.Name, call.Arguments.ToString()))]);
        }

        yield return new ChatResponseUpdate
        {
            Role = ChatRole.Assistant,
            FinishReason = _refused ? ChatFinishReason.ContentFilter
                : _calls.Count > 0 ? ChatFinishReason.ToolCalls
                : _finish ?? ChatFinishReason.Stop,
        };
    }

    private ChatResponseUpdate ReadDelta(JsonElement delta)
    {
        if (delta.TextMember("content") is { Length: > 0 } text)
        {
            ReadCalls(delta);
            return new ChatResponseUpdate(ChatRole.Assistant, text);
        }

        if (delta.TextMember("refusal") is { Length: > 0 } refusal)
        {
            _refused = true;
            return new ChatResponseUpdate(ChatRole.Assistant, refusal);
        }

        if ((delta.TextMember("reasoning_content") ?? delta.TextMember("reasoning")) is { Length: > 0 } thought)
        {
            return new ChatResponseUpdate(ChatRole.Assistant, [new TextReasoningContent(thought)]);
        }

        return ReadCalls(delta) ? StreamSignals.ToolProgress : StreamSignals.Heartbeat;
    }

    /// <summary>Whether the delta carries part of a tool call.</summary>
    private bool ReadCalls(JsonElement delta)
    {
        var any = false;
        foreach (var piece in delta.Items("tool_calls"))
        {
            any = true;
            var id = piece.TextMember("id");
            var function = piece.Member("function");
            var call = Find(piece.NumberMember("index"), string.IsNullOrEmpty(id) ? null : id);
            call.Name += function.TextMember("name") ?? "";
            var arguments = function.Member("arguments");
            call.Arguments.Append(arguments.ValueKind switch
            {
                JsonValueKind.String => arguments.GetString(),
                JsonValueKind.Object => arguments.GetRawText(),
                _ => "",
            });
        }

        return any;
    }

    /// <summary>
    /// The call that a piece belongs to: by its index, but a new id at a known index is a new call, since some servers
    /// number every call 0; without an index, the call with that id, else the last one.
    /// </summary>
    private PartialCall Find(long? index, string? id)
    {
        var call = index is not null
            ? _calls.FindLast(known => known.Index == index && (id is null || known.Id is null || known.Id == id))
            : id is not null ? _calls.Find(known => known.Id == id)
            : _calls.LastOrDefault();
        if (call is null)
        {
            call = new PartialCall { Index = index };
            _calls.Add(call);
        }

        call.Id ??= id;
        return call;
    }

    private static ChatFinishReason FinishOf(string reason) => reason switch
    {
        "length" => ChatFinishReason.Length,
        "content_filter" => ChatFinishReason.ContentFilter,
        "tool_calls" or "function_call" => ChatFinishReason.ToolCalls,
        _ => ChatFinishReason.Stop,
    };
}
