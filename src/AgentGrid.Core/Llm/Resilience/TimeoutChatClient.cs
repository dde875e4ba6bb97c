using System.Runtime.CompilerServices;
using AgentGrid.Core.Llm.Providers;
using AgentGrid.Core.Llm.Streaming;
using Microsoft.Extensions.AI;

namespace AgentGrid.Core.Llm.Resilience;

/// <summary>
/// Gives up on a provider whose first token, or whose next token, does not come in time. As the nearest to the adapter it
/// also sees to it that nothing but <see cref="LlmException"/> comes out of it.
/// </summary>
internal sealed class TimeoutChatClient(IChatClient inner, TimeoutOptions options, TimeProvider clock) : StreamingChatClient
{
    private readonly TimeSpan _firstToken = TimeSpan.FromSeconds(options.FirstTokenSeconds);
    private readonly TimeSpan _idle = TimeSpan.FromSeconds(options.IdleSeconds);

    public override async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages,
        ChatOptions? options = null,
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        using var timer = new StallTimer(_firstToken, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, timer.Token);
        await using var updates = inner.GetStreamingResponseAsync(messages, options, either.Token).GetAsyncEnumerator(either.Token);
        var started = false;
        while (true)
        {
            bool any;
            try
            {
                any = await updates.MoveNextAsync();
            }
            catch (OperationCanceledException e) when (timer.Token.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
            {
                throw TimedOut(started, e);
            }
            catch (Exception e) when (e is not (LlmException or OperationCanceledException))
            {
                // A vendor's library may throw anything. Whatever it is, it is this provider's failure, and another may answer.
                throw new LlmException(
                    LlmErrorCodes.Protocol, "The model provider sent something that could not be read.", retryable: true, inner: e);
            }

            if (!any)
            {
                yield break;
            }

            var update = updates.Current;
            if (ReferenceEquals(update, StreamSignals.Heartbeat) || (started && ReferenceEquals(update, StreamSignals.ToolProgress)))
            {
                if (started)
                {
                    timer.Wait();
                }

                continue;
            }

            if (!started)
            {
                if (!StreamSignals.IsToken(update))
                {
                    yield return update;
                    continue;
                }

                started = true;
                timer.Allow(_idle);
            }

            // The clock stands still while the reader works: only the provider is timed.
            timer.Rest();
            yield return update;
            timer.Wait();
        }
    }

    private LlmException TimedOut(bool started, Exception inner) => started
        ? new LlmException(
            LlmErrorCodes.Timeout, $"The model provider stopped in mid-answer for {_idle.TotalSeconds:0.#} s.", retryable: true, inner: inner)
        {
            GaveUp = true,
        }
        : new LlmException(
            LlmErrorCodes.Timeout, $"The model provider sent nothing for {_firstToken.TotalSeconds:0.#} s.", retryable: true, inner: inner)
        {
            GaveUp = true,
        };
}
