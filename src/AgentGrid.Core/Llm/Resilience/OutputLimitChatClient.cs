using System.Runtime.CompilerServices;
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
            : AskAsync(messages, options, cancellationToken);

    private async IAsyncEnumerable<ChatResponseUpdate> AskAsync(
        IEnumerable<ChatMessage> messages, ChatOptions options, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using (var updates = inner.GetStreamingResponseAsync(messages, options, cancellationToken).GetAsyncEnumerator(cancellationToken))
        {
            var any = false;
            while (true)
            {
                try
                {
                    if (!await updates.MoveNextAsync())
                    {
                        yield break;
                    }
                }
                catch (LlmException e) when (!any && e.Code == LlmErrorCodes.OutputLimit)
                {
                    break;
                }

                any = true;
                yield return updates.Current;
            }
        }

        var unlimited = options.Clone();
        unlimited.MaxOutputTokens = null;
        await foreach (var update in inner.GetStreamingResponseAsync(messages, unlimited, cancellationToken))
        {
            yield return update;
        }
    }
}
