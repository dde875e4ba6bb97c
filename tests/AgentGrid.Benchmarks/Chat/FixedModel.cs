using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;

namespace AgentGrid.Benchmarks.Chat;

/// <summary>
/// A model that answers every message with the same tokens, each as an update of its own: as fast as they are taken, or one
/// every few milliseconds, as a provider sends them.
/// </summary>
internal sealed class FixedModel : IChatClient
{
    public const int Tokens = 64;
    public const string Quick = "fixed";
    public const string Paced = "paced";
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(5);

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
            if (options?.ModelId == Paced)
            {
                await Task.Delay(Pace, TimeProvider.System, cancellationToken);
            }
            else
            {
                // As tokens from a socket would: never on the caller's stack.
                await Task.Yield();
            }

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
