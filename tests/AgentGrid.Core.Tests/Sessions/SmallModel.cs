using System.Runtime.CompilerServices;
using AgentGrid.Core.Llm;
using AgentGrid.Core.Llm.Tokens;
using Microsoft.Extensions.AI;

namespace AgentGrid.Core.Tests.Sessions;

/// <summary>A model that refuses every prompt longer than its window.</summary>
internal sealed class SmallModel(int window) : IChatClient
{
    public int Accepted { get; private set; }

    public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages,
        ChatOptions? options = null,
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await Task.Yield();
        if (TokenEstimator.Count(messages) > window)
        {
            throw new LlmException(LlmErrorCodes.ContextTooLong, "Too long.");
        }

        Accepted++;
        yield return new ChatResponseUpdate(ChatRole.Assistant, "fits");
        yield return new ChatResponseUpdate { FinishReason = ChatFinishReason.Stop };
    }

    public Task<ChatResponse> GetResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
        GetStreamingResponseAsync(messages, options, cancellationToken).ToChatResponseAsync(cancellationToken);

    public object? GetService(Type serviceType, object? serviceKey = null) => null;

    public void Dispose()
    {
    }
}
