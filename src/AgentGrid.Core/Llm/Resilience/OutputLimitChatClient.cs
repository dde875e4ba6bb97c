using AgentGrid.Core.Llm.Caching;
using AgentGrid.Core.Llm.Streaming;
using Microsoft.Extensions.AI;

namespace AgentGrid.Core.Llm.Resilience;

/// <summary>
/// Asks once more without a limit of output where the one asked for is all that is refused. What the model can write at most is
/// less than that limit, so it is kept all the same; and no such limit is asked for again as long as that is known.
/// </summary>
internal sealed class OutputLimitChatClient(IChatClient inner, TimeProvider clock) : StreamingChatClient
{
    private readonly LearntFor<int> _refused = new(clock);

    public override IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        if (options?.MaxOutputTokens is not { } asked)
        {
            return inner.GetStreamingResponseAsync(messages, options, cancellationToken);
        }

        return _refused.TryGet(options.ModelId, out var refused) && asked >= refused
            ? AskWithout()
            : new SecondTryStream(
                inner.GetStreamingResponseAsync(messages, options, cancellationToken),
                e => e.Code == LlmErrorCodes.OutputLimit ? AskWithout().OnAccepted(() => _refused.Learn(options.ModelId, asked)) : null);

        IAsyncEnumerable<ChatResponseUpdate> AskWithout()
        {
            var unlimited = options.Clone();
            unlimited.MaxOutputTokens = null;
            return inner.GetStreamingResponseAsync(messages, unlimited, cancellationToken);
        }
    }
}
