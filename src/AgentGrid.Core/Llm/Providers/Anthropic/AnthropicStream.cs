using System.Text;
using System.Text.Json;
using AgentGrid.Core.Json;
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
    private readonly SplitText _text = new();
    private readonly SplitText _thoughts = new();
    private string? _callId;
    private string _callName = "";
    private string _input = "";
    private bool _spoke;

    // The last block is a tool call that has not said its arguments, or not all of them.
    private bool _callIsOpen;
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
        EndCall();
        _callIsOpen = false;
        if (block.TextMember("type") == "tool_use")
        {
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

        return Say(block.PieceMember("text")) ?? Think(block.PieceMember("thinking")) ?? StreamSignals.Heartbeat;
    }

    private ChatResponseUpdate ReadDelta(JsonElement delta)
    {
        switch (delta.TextMember("type"))
        {
            case "text_delta":
                return Say(delta.PieceMember("text")) ?? StreamSignals.Heartbeat;
            case "thinking_delta":
                return Think(delta.PieceMember("thinking")) ?? StreamSignals.Heartbeat;
            case "signature_delta":
                _signature.Append(delta.TextMember("signature"));
                return StreamSignals.Heartbeat;
            case "input_json_delta":
                _arguments.Append(delta.PieceMember("partial_json"));
                return StreamSignals.ToolProgress;
            default:
                return StreamSignals.Heartbeat;
        }
    }

    private ChatResponseUpdate? Say(string? piece)
    {
        if (piece is null || _text.Next(piece) is not { Length: > 0 } text)
        {
            return null;
        }

        _spoke = true;
        return new ChatResponseUpdate(ChatRole.Assistant, text);
    }

    private ChatResponseUpdate? Think(string? piece) => piece is not null && _thoughts.Next(piece) is { Length: > 0 } thought
        ? new ChatResponseUpdate(ChatRole.Assistant, [new TextReasoningContent(thought)])
        : null;

    private void EndCall()
    {
        if (_callId is not { } id)
        {
            return;
        }

        var said = JsonText.Whole(_arguments.Length > 0 ? _arguments.ToString() : _input);
        var call = ToolArguments.ToCall(id, _callName, said);
        _calls.Add(call);
        _callId = null;
        _callIsOpen = call.Exception is not null || (_arguments.Length == 0 && call.Arguments is not { Count: > 0 });
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
        var rest = _text.End();
        _spoke |= rest.Length > 0;
        var finish = _stopReason switch
        {
            "max_tokens" or "model_context_window_exceeded" => CutOff(),
            "refusal" => ChatFinishReason.ContentFilter,
            "pause_turn" => throw new LlmException(
                LlmErrorCodes.StreamBroken, "The model paused before its answer was complete.", retryable: true),
            _ => _calls.Count > 0 ? ChatFinishReason.ToolCalls : ChatFinishReason.Stop,
        };
        if (finish == ChatFinishReason.Stop && !_spoke)
        {
            SilentAnswer.Check(messages);
        }

        return new ChatResponseUpdate(ChatRole.Assistant, rest.Length > 0 ? [new TextContent(rest), .. _calls] : _calls) { FinishReason = finish };
    }

    /// <summary>
    /// The end of an answer that reached its limit. What a call that was cut off would have said nobody knows: it is not run with
    /// less. Calls before it are whole.
    /// </summary>
    private ChatFinishReason CutOff()
    {
        if (_callIsOpen)
        {
            _calls.RemoveAt(_calls.Count - 1);
        }

        return _calls.Count > 0 ? ChatFinishReason.ToolCalls : ChatFinishReason.Length;
    }
}
