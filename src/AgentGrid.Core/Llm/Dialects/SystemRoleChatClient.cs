using AgentGrid.Core.Llm.Caching;
using AgentGrid.Core.Llm.Streaming;
using Microsoft.Extensions.AI;

namespace AgentGrid.Core.Llm.Dialects;

/// <summary>Asks a model of one provider once more with the rules before the user's first words, where it has no role for them.</summary>
internal sealed class SystemRoleChatClient(IChatClient inner, TimeProvider clock) : StreamingChatClient
{
    private readonly LearntFor<bool> _roleless = new(clock);

    public override IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        var prompt = messages as IReadOnlyList<ChatMessage> ?? [.. messages];
        if (!prompt.Any(static message => message.Role == ChatRole.System))
        {
            return inner.GetStreamingResponseAsync(prompt, options, cancellationToken);
        }

        return _roleless.TryGet(options?.ModelId, out _)
            ? AskWithout()
            : new SecondTryStream(
                inner.GetStreamingResponseAsync(prompt, options, cancellationToken),
                e => SystemRoleRefusal.Is(e) ? AskWithout().OnAccepted(() => _roleless.Learn(options?.ModelId, true)) : null);

        IAsyncEnumerable<ChatResponseUpdate> AskWithout() => inner.GetStreamingResponseAsync(
            [.. prompt.Select(static message => message.Role == ChatRole.System ? new ChatMessage(ChatRole.User, message.Contents) : message)],
            options,
            cancellationToken);
    }
}
