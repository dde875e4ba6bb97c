using AgentGrid.Core.Llm.Streaming;
using Microsoft.Extensions.AI;

namespace AgentGrid.Core.Llm.Resilience;

/// <summary>
/// Asks once more without a limit of output where the one asked for is all that is refused. What the model can write at most is
/// less than that limit, so it is kept all the same.
/// </summary>
internal sealed class OutputLimitChatClient(IChatClient inner) : StreamingChatClient
{
    public override IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
        options?.MaxOutputTokens is null
            ? inner.GetStreamingResponseAsync(messages, options, cancellationToken)
            : new SecondTryStream(
                inner.GetStreamingResponseAsync(messages, options, cancellationToken),
                e => e.Code == LlmErrorCodes.OutputLimit
                    ? inner.GetStreamingResponseAsync(messages, Unlimited(options), cancellationToken)
                    : null);

    private static ChatOptions Unlimited(ChatOptions options)
    {
        var unlimited = options.Clone();
        unlimited.MaxOutputTokens = null;
        return unlimited;
    }
}
