using System.Text;
using System.Text.Json;
using AgentGrid.Core.Llm.Pricing;
using AgentGrid.Core.Llm.Providers.Http;
using Microsoft.Extensions.AI;

namespace AgentGrid.Core.Llm.Providers.Anthropic;

/// <summary>Reads the events of one streamed message.</summary>
/// <param name="key">The provider's key, which no error may repeat.</param>
internal sealed class AnthropicStream(string? key)
{
    private readonly List<AIContent> _calls = [];
    private readonly StringBuilder _arguments = new();
    private readonly StringBuilder _signature = new();
    private string? _callId;
    private string _callName = "";
    private string? _stopReason;
    private UsageDetails? _usage;

    /// <summary><c>message_stop</c> was seen.</summary>
    public bool Done { get; private set; }

    /// <summary>What an event shows, or a heartbeat when it shows nothing.</summary>
    public ChatResponseUpdate Read(JsonElement data)
    {
        switch (data.TextMember("type"))
        {
            case "message_start":
                return ReadUsage(data.Member("message").Member("usage"));
            case "content_block_start":
                return StartBlock(data.Member("content_block"));
            case "content_block_delta":
                return ReadDelta(data.Member("delta"));
            case "content_block_stop":
                return StopBlock();
            case "message_delta":
                _stopReason = data.Member("delta").TextMember("stop_reason") ?? _stopReason;
                return ReadUsage(data.Member("usage"));
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
            _callId = block.TextMember("id") ?? "";
            _callName = block.TextMember("name") ?? "";
            _arguments.Clear();
            return StreamSignals.ToolProgress;
        }

        if (block.TextMember("type") == "redacted_thinking" && block.TextMember("data") is { Length: > 0 } hidden)
        {
            return new ChatResponseUpdate(ChatRole.Assistant, [AnthropicThinking.Redacted(hidden)]);
        }

        return block.TextMember("text") is { Length: > 0 } text
            ? new ChatResponseUpdate(ChatRole.Assistant, text)
            : StreamSignals.Heartbeat;
    }

    private ChatResponseUpdate ReadDelta(JsonElement delta)
    {
        switch (delta.TextMember("type"))
        {
            case "text_delta" when delta.TextMember("text") is { Length: > 0 } text:
                return new ChatResponseUpdate(ChatRole.Assistant, text);
            case "thinking_delta" when delta.TextMember("thinking") is { Length: > 0 } thought:
                return new ChatResponseUpdate(ChatRole.Assistant, [new TextReasoningContent(thought)]);
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

    private ChatResponseUpdate StopBlock()
    {
        if (_callId is { } id)
        {
            _calls.Add(ToolArguments.ToCall(id, _callName, _arguments.ToString()));
            _callId = null;
        }

        if (_signature.Length == 0)
        {
            return StreamSignals.Heartbeat;
        }

        // Merged with the thoughts before it when the answer is put together, so that the block can be sent back whole.
        var signed = new TextReasoningContent("") { ProtectedData = _signature.ToString() };
        _signature.Clear();
        return new ChatResponseUpdate(ChatRole.Assistant, [signed]);
    }

    /// <summary>
    /// Usage is cumulative: <c>message_start</c> tells the input and a first output count, <c>message_delta</c> the final
    /// output count and sometimes the input again. Only what is new is passed on, so that the sum is right at any moment.
    /// </summary>
    private ChatResponseUpdate ReadUsage(JsonElement usage)
    {
        if (usage.ValueKind != JsonValueKind.Object)
        {
            return StreamSignals.Heartbeat;
        }

        var seen = _usage ?? new UsageDetails();
        var now = new UsageDetails
        {
            InputTokenCount = usage.NumberMember("input_tokens") ?? seen.InputTokenCount ?? 0,
            OutputTokenCount = usage.NumberMember("output_tokens") ?? seen.OutputTokenCount ?? 0,
            CachedInputTokenCount = usage.NumberMember("cache_read_input_tokens") ?? seen.CachedInputTokenCount ?? 0,
            ReasoningTokenCount = usage.Member("output_tokens_details").NumberMember("thinking_tokens") ?? seen.ReasoningTokenCount ?? 0,
        };
        var written = usage.NumberMember("cache_creation_input_tokens") ?? Written(seen);
        var news = new UsageDetails
        {
            InputTokenCount = now.InputTokenCount - (seen.InputTokenCount ?? 0),
            OutputTokenCount = now.OutputTokenCount - (seen.OutputTokenCount ?? 0),
            CachedInputTokenCount = now.CachedInputTokenCount - (seen.CachedInputTokenCount ?? 0),
            ReasoningTokenCount = now.ReasoningTokenCount - (seen.ReasoningTokenCount ?? 0),
            AdditionalCounts = new AdditionalPropertiesDictionary<long> { [PriceTable.CacheWriteCount] = written - Written(seen) },
        };
        now.AdditionalCounts = new AdditionalPropertiesDictionary<long> { [PriceTable.CacheWriteCount] = written };
        _usage = now;
        return new ChatResponseUpdate(ChatRole.Assistant, [new UsageContent(news)]);
    }

    private static long Written(UsageDetails usage) =>
        usage.AdditionalCounts?.TryGetValue(PriceTable.CacheWriteCount, out var count) == true ? count : 0;

    private ChatResponseUpdate Last() => new(ChatRole.Assistant, _calls)
    {
        FinishReason = _stopReason switch
        {
            "tool_use" => ChatFinishReason.ToolCalls,
            "max_tokens" or "model_context_window_exceeded" => ChatFinishReason.Length,
            "refusal" => ChatFinishReason.ContentFilter,
            _ => _calls.Count > 0 ? ChatFinishReason.ToolCalls : ChatFinishReason.Stop,
        },
    };
}
