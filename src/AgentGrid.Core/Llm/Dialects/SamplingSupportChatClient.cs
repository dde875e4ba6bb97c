using AgentGrid.Core.Llm.Caching;
using AgentGrid.Core.Llm.Routing;
using AgentGrid.Core.Llm.Streaming;
using AgentGrid.Sessions;
using Microsoft.Extensions.AI;

namespace AgentGrid.Core.Llm.Dialects;

/// <summary>
/// Asks a model of one provider once more without temperature and top-p where those are what it refuses, as newer models of Anthropic
/// and the reasoning ones of OpenAI do, and says so in a <see cref="RouteNotice"/>.
/// </summary>
internal sealed class SamplingSupportChatClient(IChatClient inner, ProviderDefinition provider, TimeProvider clock) : StreamingChatClient
{
    private readonly LearntFor<RouteRejection> _refused = new(clock);

    public override IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        if (options is null or { Temperature: null, TopP: null })
        {
            return inner.GetStreamingResponseAsync(messages, options, cancellationToken);
        }

        return _refused.TryGet(options.ModelId, out var known)
            ? AskWithout().OnAccepted(notice: known)
            : new SecondTryStream(
                inner.GetStreamingResponseAsync(messages, options, cancellationToken),
                e => SamplingRefusal.Is(e) && NoticeOf(options.ModelId, e) is var notice
                    ? AskWithout().OnAccepted(() => _refused.Learn(options.ModelId, notice), notice)
                    : null);

        IAsyncEnumerable<ChatResponseUpdate> AskWithout()
        {
            var unset = options.Clone();
            unset.Temperature = null;
            unset.TopP = null;
            return inner.GetStreamingResponseAsync(messages, unset, cancellationToken);
        }
    }

    private RouteRejection NoticeOf(string? model, LlmException refusal) => new(
        new ModelName(provider.Name, model ?? "").ToString(),
        LlmErrorCodes.SamplingNotSupported,
        $"The model answered without the agent's temperature and topP, because it refuses them. Take them out of the agent. {refusal.Message}");
}
