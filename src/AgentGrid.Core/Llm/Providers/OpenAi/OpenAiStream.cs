using System.Text.Json;
using AgentGrid.Core.Llm.Providers.Http;
using Microsoft.Extensions.AI;

namespace AgentGrid.Core.Llm.Providers.OpenAi;

/// <summary>Reads the chunks of one streamed answer.</summary>
/// <param name="messages">What is answered.</param>
/// <param name="thinkTags">The server may leave a model's thoughts in its text.</param>
/// <param name="key">The provider's key, which no error may repeat.</param>
internal sealed class OpenAiStream(IEnumerable<ChatMessage> messages, bool thinkTags, string? key)
{
    private readonly CumulativeUsage _usage = new();
    private readonly OpenAiDelta _delta = new(thinkTags);
    private readonly PartialCalls _calls = new();
    private string? _finish;

    /// <summary>The end mark was seen.</summary>
    public bool Done { get; set; }

    /// <summary>The usage that a chunk adds, or null. To be asked before <see cref="Read"/>: what failed was used all the same.</summary>
    public ChatResponseUpdate? ReadUsage(in OpenAiChunk chunk) =>
        chunk.Usage.ValueKind == JsonValueKind.Object ? _usage.Advance(OpenAiUsage.Read(chunk.Usage)) : null;

    /// <summary>What a chunk shows, or a heartbeat when it shows nothing yet.</summary>
    /// <param name="isError">The event that brought it is named so.</param>
    public ChatResponseUpdate Read(in OpenAiChunk chunk, bool isError = false)
    {
        if (chunk.Error.ValueKind != JsonValueKind.Undefined)
        {
            throw ProviderErrors.FromEvent(chunk.Error, key);
        }

        if (isError || chunk.IsError)
        {
            throw ProviderErrors.FromEvent(chunk.Root, key);
        }

        var choice = chunk.Choice;
        if (choice.FinishReason is { Length: > 0 } reason)
        {
            _finish = reason;
        }

        var calls = _calls.Read(choice);
        return _delta.Read(choice) is { Count: > 0 } said ? new ChatResponseUpdate(ChatRole.Assistant, said)
            : calls ? StreamSignals.ToolProgress
            : StreamSignals.Heartbeat;
    }

    /// <summary>What is known only at the end: what was held back, tool calls and the finish reason.</summary>
    public IEnumerable<ChatResponseUpdate> Complete()
    {
        if (_delta.End() is { Count: > 0 } rest)
        {
            yield return new ChatResponseUpdate(ChatRole.Assistant, rest);
        }

        if (_finish is null && !Done)
        {
            throw new LlmException(
                LlmErrorCodes.StreamBroken, "The model provider's answer ended before it was complete.", retryable: true);
        }

        if (_finish is not null && OpenAiFinish.Of(_finish) == ChatFinishReason.Length)
        {
            // What a call that was cut off would have said nobody knows: it is not run with less.
            _calls.DropUnfinished();
        }

        if (Finish() is not { } finish)
        {
            throw new LlmException(LlmErrorCodes.StreamBroken, "The model provider gave its answer up.", retryable: true);
        }

        if (finish == ChatFinishReason.Stop && !_delta.Spoke)
        {
            SilentAnswer.Check(messages);
        }

        if (_calls.Count > 0)
        {
            yield return new ChatResponseUpdate(ChatRole.Assistant, _calls.Complete(_delta.ThoughtsGoBack));
        }

        yield return new ChatResponseUpdate { Role = ChatRole.Assistant, FinishReason = finish };
    }

    private ChatFinishReason? Finish()
    {
        var told = OpenAiFinish.Of(_finish ?? "");
        return told is null ? null
            : _delta.Refused ? ChatFinishReason.ContentFilter
            : _calls.Count > 0 ? ChatFinishReason.ToolCalls
            : told == ChatFinishReason.ToolCalls ? ChatFinishReason.Stop
            : told;
    }
}
