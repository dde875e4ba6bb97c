using System.Text;
using System.Text.Json;
using AgentGrid.Core.Llm.Providers.Http;
using Microsoft.Extensions.AI;

namespace AgentGrid.Core.Llm.Providers.Anthropic;

/// <summary>Reads the events of one streamed message.</summary>
/// <param name="messages">What is answered.</param>
/// <param name="key">The provider's key, which no error may repeat.</param>
internal sealed class AnthropicStream(IEnumerable<ChatMessage> messages, string? key)
{
    private readonly List<AIContent> _calls = [];
    private readonly StringBuilder _arguments = new();
    private readonly StringBuilder _signature = new();
    private readonly AnthropicUsage _usage = new();
    private string? _callId;
    private string _callName = "";
    private string _input = "";
    private bool _spoke;
    private string? _stopReason;

    /// <summary><c>message_stop</c> was seen.</summary>
    public bool Done { get; private set; }

    /// <summary>What an event shows, or a heartbeat when it shows nothing.</summary>
    public ChatResponseUpdate Read(JsonElement data)
    {
        switch (data.TextMember("type"))
        {
            case "message_start":
                return _usage.Read(data.Member("message").Member("usage")) ?? StreamSignals.Heartbeat;
            case "content_block_start":
                return StartBlock(data.Member("content_block"));
            case "content_block_delta":
                return ReadDelta(data.Member("delta"));
            case "content_block_stop":
                return StopBlock();
            case "message_delta":
                _stopReason = data.Member("delta").TextMember("stop_reason") ?? _stopReason;
                return _usage.Read(data.Member("usage")) ?? StreamSignals.Heartbeat;
            case "message_stop":
                Done = true;
                return Last();
            case "error":
                throw ProviderErrors.FromEvent(data.Member("error"), key);
            default:
                return StreamSignals.Heartbeat;
        }
    }

    private ChatResponseUpdate StartBlock(JsonElement block)
    {
        if (block.TextMember("type") == "tool_use")
        {
            EndCall();

            // Empty, and filled by what follows; imitators that do not stream it send it whole.
            _input = block.Member("input") is { ValueKind: JsonValueKind.Object } input ? input.GetRawText() : "";
            _callId = block.TextMember("id") ?? "";
            _callName = block.TextMember("name") ?? "";
            _arguments.Clear();
            return StreamSignals.ToolProgress;
        }

        if (block.TextMember("type") == "redacted_thinking" && block.TextMember("data") is { Length: > 0 } hidden)
        {
            return new ChatResponseUpdate(ChatRole.Assistant, [AnthropicThinking.Redacted(hidden)]);
        }

        return Say(block.TextMember("text")) ?? Think(block.TextMember("thinking")) ?? StreamSignals.Heartbeat;
    }

    private ChatResponseUpdate ReadDelta(JsonElement delta)
    {
        switch (delta.TextMember("type"))
        {
            case "text_delta":
                return Say(delta.TextMember("text")) ?? StreamSignals.Heartbeat;
            case "thinking_delta":
                return Think(delta.TextMember("thinking")) ?? StreamSignals.Heartbeat;
            case "signature_delta":
                _signature.Append(delta.TextMember("signature"));
                return StreamSignals.Heartbeat;
            case "input_json_delta":
                _arguments.Append(delta.TextMember("partial_json"));
                return StreamSignals.ToolProgress;
            default:
                return StreamSignals.Heartbeat;
        }
    }

    private ChatResponseUpdate? Say(string? text)
    {
        if (string.IsNullOrEmpty(text))
        {
            return null;
        }

        _spoke = true;
        return new ChatResponseUpdate(ChatRole.Assistant, text);
    }

    private static ChatResponseUpdate? Think(string? thought) =>
        string.IsNullOrEmpty(thought) ? null : new ChatResponseUpdate(ChatRole.Assistant, [new TextReasoningContent(thought)]);

    private void EndCall()
    {
        if (_callId is { } id)
        {
            _calls.Add(ToolArguments.ToCall(id, _callName, _arguments.Length > 0 ? _arguments.ToString() : _input));
            _callId = null;
        }
    }

    private ChatResponseUpdate StopBlock()
    {
        EndCall();
        if (_signature.Length == 0)
        {
            return StreamSignals.Heartbeat;
        }

        // Merged with the thoughts before it when the answer is put together, so that the block can be sent back whole.
        var signed = new TextReasoningContent("") { ProtectedData = _signature.ToString() };
        _signature.Clear();
        return new ChatResponseUpdate(ChatRole.Assistant, [signed]);
    }

    private ChatResponseUpdate Last()
    {
        EndCall();
        var finish = _stopReason switch
        {
            "max_tokens" or "model_context_window_exceeded" => ChatFinishReason.Length,
            "refusal" => ChatFinishReason.ContentFilter,
            "pause_turn" => throw new LlmException(
                LlmErrorCodes.StreamBroken, "The model paused before its answer was complete.", retryable: true),
            _ => _calls.Count > 0 ? ChatFinishReason.ToolCalls : ChatFinishReason.Stop,
        };
        if (finish == ChatFinishReason.Stop && !_spoke)
        {
            SilentAnswer.Check(messages);
        }

        return new ChatResponseUpdate(ChatRole.Assistant, _calls) { FinishReason = finish };
    }
}
