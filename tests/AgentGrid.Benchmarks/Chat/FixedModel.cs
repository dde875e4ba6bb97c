using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;

namespace AgentGrid.Benchmarks.Chat;

/// <summary>A model that answers every message with the same tokens, each as an update of its own, as fast as they are taken.</summary>
internal sealed class FixedModel : IChatClient
{
    public const int Tokens = 64;

    public async Task<ChatResponse> GetResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
        await GetStreamingResponseAsync(messages, options, cancellationToken).ToChatResponseAsync(cancellationToken);

    public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages,
        ChatOptions? options = null,
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        for (var i = 0; i < Tokens; i++)
        {
            // As tokens from a socket would: never on the caller's stack.
            await Task.Yield();
            yield return new ChatResponseUpdate(ChatRole.Assistant, "token ");
        }

        yield return new ChatResponseUpdate(ChatRole.Assistant, [new UsageContent(new UsageDetails { InputTokenCount = 100, OutputTokenCount = Tokens })])
        {
            FinishReason = ChatFinishReason.Stop,
        };
    }

    public object? GetService(Type serviceType, object? serviceKey = null) => null;

    public void Dispose()
    {
    }
}
